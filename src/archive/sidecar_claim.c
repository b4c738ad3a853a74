/* SPDX-License-Identifier: MIT
 *
 * What an item beside a picture asks for: one that is withdrawn, or whose words are a kill, kills its picture
 * if it comes from who delivered that, and is a question to a person if not (policy §1.6).
 */
#include "sidecar_claim.h"

#include "advisory.h"
#include "rights.h"
#include "sidecar_find.h"

gboolean
sidecar_is_withdrawn(const ClSidecarItem *said)
{
	return g_strcmp0(said->pubstatus, "canceled") == 0 ||
		g_strcmp0(said->pubstatus, "withheld") == 0;
}

/* Withdrawn, or words that are a kill by themselves. */
static gboolean
is_kill(ClArchive *archive, const ArchiveItem *item, const ClSidecarItem *said, gboolean *kill,
	GError **error)
{
	const ClRightsRules *rules = archive_rights_rules(archive, error);
	const ClRightsTimes times = { .sent_us = said->sent_us, .ingested_us = item->ingested_us };
	g_autoptr(GPtrArray) found = NULL;

	if (rules == NULL)
		return FALSE;
	found = cl_rights_gather(rules, said->received, &times);
	*kill = sidecar_is_withdrawn(said);
	for (guint i = 0; i < found->len; i++)
		*kill = *kill || ((ClRestriction *) found->pdata[i])->code == CL_RESTRICTION_KILL;
	return TRUE;
}

gboolean
sidecar_find_claim(ClArchive *archive, const ArchiveItem *item, const ClSidecarItem *said,
	const ClFileRow *file, char **who, GError **error)
{
	const ClCreditRules *rules = archive_credit_rules(archive, error);
	g_autofree char *key = NULL;
	gboolean kill = FALSE, family = TRUE;

	*who = NULL;
	if (rules == NULL || !is_kill(archive, item, said, &kill, error))
		return FALSE;
	if (!kill)
		return TRUE;
	key = archive_supplier_key(rules, item->supplier_given, said->received);
	if (!archive_is_family(archive, file, key, &family, error))
		return FALSE;
	*who = family ? NULL : g_steal_pointer(&key);
	return TRUE;
}

static const char *
name_of(const ArchiveItem *item, const ClSidecarItem *said)
{
	return said->guid != NULL ? said->guid : cl_sidecar_kind_name(item->sidecar->kind);
}

gboolean
sidecar_ask(ClArchive *archive, ArchiveItem *item, const ClSidecarItem *said, const ClFileRow *file,
	const char *who, GError **error)
{
	g_autofree char *reason = g_strdup_printf("%s asks to withdraw it (%s); it was delivered by %s", who,
		name_of(item, said), file->supplier);

	g_ptr_array_add(item->result.findings,
		cl_finding_new(CL_FINDING_KILL_NOTICE,
			"photo %s: %s; held until an editor decides: cutline kill or cutline unkill",
			file->photo, reason));
	return archive_hold_for(archive, file->photo, reason, error);
}

gboolean
sidecar_stand(ClArchive *archive, ArchiveItem *item, const ClSidecarItem *said, GError **error)
{
	g_autoptr(SidecarIds) ids = sidecar_ids(archive, item, said, error);
	g_autofree char *reason =
		g_strdup_printf("the supplier's item says: %s (%s)", said->pubstatus, said->guid);

	for (guint i = 0; ids != NULL && i < ids->all->len; i++) {
		char *suppliers[] = { ids->supplier, NULL };
		const SidecarId *id = ids->all->pdata[i];

		if (!archive_stand(archive, id->value, suppliers, reason, error))
			return FALSE;
	}
	if (ids != NULL)
		g_ptr_array_add(item->result.findings,
			cl_finding_new(CL_FINDING_KILL_NOTICE, "%s is not here; it is killed when it comes",
				said->guid));
	return ids != NULL;
}

gboolean
sidecar_withdraw(ClArchive *archive, const ArchiveItem *item, const ClSidecarItem *said, const char *id,
	GError **error)
{
	g_autofree char *reason = g_strdup_printf(
		"the supplier's item says: %s (%s)", said->pubstatus, name_of(item, said));

	return archive_withdraw(archive, id, reason, item->ingested_us, error);
}

static gboolean
read_advisory(ClArchive *archive, const ArchiveItem *item, const ClSidecarItem *said, char **text,
	GError **error)
{
	return item->sidecar->kind == CL_SIDECAR_NOTICE
		? archive_read_notice(archive, said->text, text, error)
		: archive_read_advisory(archive, said->received, said->text, text, error);
}

gboolean
sidecar_obey(ClArchive *archive, ArchiveItem *item, const ClSidecarItem *said, const char *own,
	gboolean *obeyed, GString *complaint, GError **error)
{
	GPtrArray *findings = item->result.findings;
	guint n_before = findings->len;
	g_autofree char *text = NULL;
	g_autofree char *supplier = NULL;
	ArchiveAdvisory advisory;

	*obeyed = FALSE;
	if (!read_advisory(archive, item, said, &text, error))
		return FALSE;
	if (text == NULL)
		return TRUE;
	supplier = sidecar_supplier(archive, item, said, error);
	advisory = (ArchiveAdvisory) { text, supplier, own, findings };
	if (!archive_obey_advisory(archive, &advisory, error))
		return FALSE;
	*obeyed = findings->len > n_before;
	if (!*obeyed)
		g_string_append(complaint,
			"speaks of a kill but names no picture by its supplier's id; find it: "
			"cutline search …; ");
	return TRUE;
}
