/* SPDX-License-Identifier: MIT
 *
 * The table behind delivery: thousands of questions a second from many threads, a write now and then.
 */
#include "delivery_private.h"

#define FIRST_SLOTS 4096U
#define REV_MASK 0x0fffffffU

typedef struct {
	guint64 high, rest; /* rest 0 = free */
} Slot;

typedef struct Slots {
	guint n; /* a power of two */
	struct Slots *before;
	Slot slot[];
} Slots;

struct DeliveryTable {
	Slots *slots;
	guint n_used;
};

static Slots *
make_slots(guint n, Slots *before)
{
	Slots *slots = g_malloc0(sizeof(Slots) + n * sizeof(Slot));

	slots->n = n;
	slots->before = before;
	return slots;
}

/* Ids are hashes already. */
static guint
first(const Slots *slots, guint64 high)
{
	return (guint) (high ^ (high >> 32)) & (slots->n - 1);
}

static guint64
pack(guint64 low, guint flags, guint32 rev)
{
	return low << 44 | (guint64) (rev & REV_MASK) << 16 | flags;
}

DeliveryTable *
delivery_table_new(void)
{
	DeliveryTable *table = g_new0(DeliveryTable, 1);

	table->slots = make_slots(FIRST_SLOTS, NULL);
	return table;
}

void
delivery_table_free(DeliveryTable *table)
{
	if (table == NULL)
		return;
	for (Slots *slots = table->slots, *before; slots != NULL; slots = before) {
		before = slots->before;
		g_free(slots);
	}
	g_free(table);
}

guint
delivery_table_get(DeliveryTable *table, const guint64 key[2], guint32 *rev)
{
	Slots *slots = __atomic_load_n(&table->slots, __ATOMIC_ACQUIRE);

	for (guint i = first(slots, key[0]);; i = (i + 1) & (slots->n - 1)) {
		guint64 rest = __atomic_load_n(&slots->slot[i].rest, __ATOMIC_ACQUIRE);

		if (rest == 0)
			return 0;
		if (rest >> 44 == key[1] && slots->slot[i].high == key[0]) {
			*rev = (guint32) (rest >> 16) & REV_MASK;
			return rest & 0xffff;
		}
	}
}

/* TRUE if the slot was free. */
static gboolean
put(Slots *slots, const guint64 key[2], guint64 rest)
{
	guint i = first(slots, key[0]);

	while (slots->slot[i].rest != 0 &&
		(slots->slot[i].high != key[0] || slots->slot[i].rest >> 44 != key[1]))
		i = (i + 1) & (slots->n - 1);
	if (slots->slot[i].rest != 0) {
		__atomic_store_n(&slots->slot[i].rest, rest, __ATOMIC_RELEASE);
		return FALSE;
	}
	slots->slot[i].high = key[0];
	__atomic_store_n(&slots->slot[i].rest, rest, __ATOMIC_RELEASE);
	return TRUE;
}

static void
grow(DeliveryTable *table)
{
	Slots *slots = make_slots(table->slots->n * 2, table->slots);

	for (guint i = 0; i < table->slots->n; i++) {
		const Slot *slot = &table->slots->slot[i];
		guint64 key[2] = { slot->high, slot->rest >> 44 };

		if (slot->rest != 0)
			put(slots, key, slot->rest);
	}
	__atomic_store_n(&table->slots, slots, __ATOMIC_RELEASE);
}

void
delivery_table_put(DeliveryTable *table, const guint64 key[2], guint flags, guint32 rev)
{
	/* At most half full: an absent id is found absent soon. */
	if ((table->n_used + 1) * 2 > table->slots->n)
		grow(table);
	if (put(table->slots, key, pack(key[1], flags, rev)))
		__atomic_fetch_add(&table->n_used, 1, __ATOMIC_RELAXED);
}

guint
delivery_table_count(DeliveryTable *table)
{
	return __atomic_load_n(&table->n_used, __ATOMIC_RELAXED);
}
