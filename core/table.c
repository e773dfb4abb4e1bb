#include "core/table.h"

#include <string.h>

uint64_t table_hash(uint64_t basis, const char *key, size_t len)
{
	uint64_t hash = basis;
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)key[i]) * 0x100000001b3u;
	return hash ^ hash >> 32;
}

/* The key's slot, or the free one where it belongs. */
static uint32_t *slot_of(const struct table *table, const char *key, size_t len,
			 uint32_t hash)
{
	for (size_t i = hash;; i++) {
		uint32_t *slot = &table->slots[i & (table->capacity - 1)];
		if (!*slot)
			return slot;
		const struct table_item *item = &table->items.items[*slot - 1];
		if (item->hash == hash && item->len == len &&
		    !memcmp(item->key, key, len))
			return slot;
	}
}

void *table_get(const struct table *table, const char *key, size_t len)
{
	if (!table->capacity)
		return NULL;
	uint32_t hash = (uint32_t)table_hash(table->basis, key, len);
	uint32_t slot = *slot_of(table, key, len, hash);
	return slot ? table->items.items[slot - 1].value : NULL;
}

static void grow(struct table *table)
{
	size_t count = table->items.count;
	table->capacity = table->capacity ? table->capacity * 2 : 32;
	size_t bytes = table->capacity * sizeof *table->slots;
	free(table->slots);
	table->slots = memset(memory_alloc(bytes), 0, bytes);
	if (!table->basis)
		table->basis = 0xcbf29ce484222325u ^
			       (uint64_t)(uintptr_t)table->slots << 16;
	for (size_t i = 0; i < count; i++) {
		size_t at = table->items.items[i].hash;
		while (table->slots[at & (table->capacity - 1)])
			at++;
		table->slots[at & (table->capacity - 1)] = (uint32_t)i + 1;
	}
}

void *table_put(struct table *table, const char *key, size_t len, void *value)
{
	if (table->items.count * 2 >= table->capacity)
		grow(table);
	uint32_t hash = (uint32_t)table_hash(table->basis, key, len);
	uint32_t *slot = slot_of(table, key, len, hash);
	if (*slot)
		return table->items.items[*slot - 1].value;
	array_push(&table->items,
		   ((struct table_item){key, value, (uint32_t)len, hash}));
	*slot = (uint32_t)table->items.count;
	return NULL;
}

void table_release(struct table *table)
{
	array_release(&table->items);
	free(table->slots);
	*table = (struct table){0};
}
