/* SPDX-License-Identifier: MIT */

#include "catalog/generate/generator.h"

/* Octal escapes end after three digits, whatever follows; `?` might begin a trigraph. */
void generate_literal(struct elb_buffer *out, const char *string)
{
    if (string == NULL) {
        elb_buffer_append_string(out, "NULL");
        return;
    }
    elb_buffer_append_char(out, '"');
    for (; *string != '\0'; string++) {
        unsigned char c = (unsigned char)*string;
        if (c < ' ' || c > '~' || strchr("\"\\?", c) != NULL)
            elb_buffer_printf(out, "\\%03o", c);
        else
            elb_buffer_append_char(out, *string);
    }
    elb_buffer_append_char(out, '"');
}

void generate_string(struct elb_buffer *out, const char *member, const char *string)
{
    if (string == NULL)
        return;
    elb_buffer_printf(out, ".%s = ", member);
    generate_literal(out, string);
    elb_buffer_append_string(out, ", ");
}

void generate_number(struct elb_buffer *out, const char *member, unsigned long value)
{
    if (value != 0)
        elb_buffer_printf(out, ".%s = %lu, ", member, value);
}

static const char *new_list(struct generator *generator, const char *type, struct elb_text items)
{
    const char *name = elb_arena_printf(&generator->arena, "list_%u", generator->list_count++);
    if (name != NULL)
        elb_buffer_printf(&generator->head, "static const %s%s[] = {%.*s};\n", type, name,
                          (int)items.length, items.start);
    return name;
}

const char *generate_list(struct generator *generator, const char *type)
{
    struct elb_text items = elb_buffer_text(&generator->items);
    const char *key =
        elb_arena_printf(&generator->arena, "%s%s", type, elb_buffer_string(&generator->items));
    void **place =
        key == NULL ? NULL : elb_map_put(&generator->lists, &generator->arena, elb_text_from(key));
    if (place != NULL && *place == NULL && items.length > 0)
        *place = (void *)new_list(generator, type, items);
    if (place == NULL || (*place == NULL && items.length > 0) || generator->items.out_of_memory)
        generator->head.out_of_memory = true;
    elb_buffer_clear(&generator->items);
    return place == NULL ? NULL : *place;
}

void generate_array(struct elb_buffer *out, const char *member, const char *name,
                    const char *count_member, size_t count)
{
    if (name != NULL)
        elb_buffer_printf(out, ".%s = %s, .%s = %zu, ", member, name, count_member, count);
}

void generate_strings(struct generator *generator, const char *member, const char *count_member,
                      const char *const *strings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        generate_literal(&generator->items, strings[i]);
        elb_buffer_append_string(&generator->items, ", ");
    }
    generate_array(&generator->body, member, generate_list(generator, "char *const "), count_member,
                   count);
}
