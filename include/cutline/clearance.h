/* SPDX-License-Identifier: MIT
 *
 * Use cases of rights: what is forbidden, what is allowed, and the verdict, for photos of an archive.
 * The values and the pure functions are in rights.h.
 */
#pragma once
#include "archive.h"
#include "rights.h"

/* The phrases and territories that count here; `archive` may be NULL: the shipped ones. */
ClRightsRules *cl_archive_rights_rules(ClArchive *archive, GError **error);
/* Territories only: quick, for reading what people wrote. */
ClRightsRules *cl_archive_territories(ClArchive *archive, GError **error);
