/* SPDX-License-Identifier: MIT */
/* events.yaml and errors.yaml: how a handshake ended, and the texts that tell. */
#include "catalog/fields.h"
#include "catalog/kinds.h"
#include "catalog/nearest.h"
#include "catalog/readers.h"

#include <stddef.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A pattern begins with this many characters that stand for themselves: a line is looked up by
 * them (read/symptom/patterns.c). */
#define LITERAL_MIN 3

static const char *nearest_cause(struct elb_text text)
{
    struct elb_nearest nearest = elb_nearest_to(text);

    for (unsigned i = ELB_CAUSE_NONE + 1; i < ELB_CAUSE_ALL_COUNT; i++)
        elb_nearest_try(&nearest, elb_cause_name((enum elb_cause)i));
    return nearest.found;
}

static enum elb_status read_cause_name(struct elb_loader *loader, const struct elb_field *field,
                                       const struct elb_node *node, void *object)
{
    struct elb_event_cause *cause = object;
    const char *name;
    enum elb_status status = elb_get_string(loader, node, &name);

    (void)field;
    if (status != ELB_OK)
        return status;
    cause->cause = elb_cause_named(name, strlen(name));
    if (cause->cause == ELB_CAUSE_NONE)
        return elb_refuse_unknown(loader, node, "cause", nearest_cause(node->text));
    return ELB_OK;
}

static enum elb_status read_cause(struct elb_loader *loader, const struct elb_node *node,
                                  struct elb_event_cause *ret_cause)
{
    static const struct elb_field fields[] = {
        {"cause", read_cause_name, 0, 0, NULL, true},
        {"certainty", elb_read_enum, offsetof(struct elb_event_cause, certainty), 0,
         &elb_cause_certainty_words, true},
        {"why", elb_read_string, offsetof(struct elb_event_cause, why), 0, NULL, false},
        {"test", elb_read_string, offsetof(struct elb_event_cause, test), 0, NULL, false},
    };

    return elb_fields_read(loader, node, fields, COUNT(fields), ret_cause);
}

static bool has_cause(const struct elb_event_cause *causes, size_t count, enum elb_cause cause)
{
    for (size_t i = 0; i < count; i++) {
        if (causes[i].cause == cause)
            return true;
    }
    return false;
}

/* What is certain stands alone: anything beside it would contradict it. */
static enum elb_status check_cause(struct elb_loader *loader, const struct elb_node *node,
                                   const struct elb_event_cause *causes, size_t index, size_t count)
{
    const struct elb_event_cause *cause = &causes[index];

    if (has_cause(causes, index, cause->cause))
        return elb_refuse(loader, node, "duplicate cause '%s'", elb_cause_name(cause->cause));
    if (cause->certainty == ELB_CERTAINTY_CERTAIN && count > 1)
        return elb_refuse(loader, node, "cause '%s' is certain, and there are others",
                          elb_cause_name(cause->cause));
    return ELB_OK;
}

static enum elb_status read_causes(struct elb_loader *loader, const struct elb_field *field,
                                   const struct elb_node *node, void *object)
{
    struct elb_event *event = object;
    enum elb_status status = elb_want_sequence(loader, node);
    size_t count = elb_node_count(node);
    struct elb_event_cause *causes;

    (void)field;
    if (status != ELB_OK)
        return status;
    if (count > ELB_EVENT_CAUSES_MAX)
        return elb_refuse(loader, node, "more than %d causes", ELB_EVENT_CAUSES_MAX);
    causes = elb_loader_alloc(loader, count, sizeof(*causes));
    if (causes == NULL)
        return ELB_ERROR_MEMORY;
    for (size_t i = 0; status == ELB_OK && i < count; i++) {
        status = read_cause(loader, elb_node_at(node, i), &causes[i]);
        if (status == ELB_OK)
            status = check_cause(loader, elb_node_at(node, i), causes, i, count);
    }
    event->causes = causes;
    event->cause_count = count;
    return status;
}

static enum elb_status read_alert(struct elb_loader *loader, const struct elb_field *field,
                                  const struct elb_node *node, void *object)
{
    uint64_t value;

    (void)field;
    if (!elb_node_get_unsigned(node, UINT8_MAX, &value) || value == 0)
        return elb_refuse(loader, node, "expected the number of an alert, from 1 to 255");
    ((struct elb_event *)object)->alert = (unsigned)value;
    return ELB_OK;
}

enum elb_status elb_event_from_node(struct elb_loader *loader, const struct elb_node *node,
                                    void *ret_item)
{
    static const struct elb_field fields[] = {
        {"id", elb_read_string, offsetof(struct elb_event, id), 0, NULL, true},
        {"text", elb_read_string, offsetof(struct elb_event, text), 0, NULL, true},
        {"alert", read_alert, 0, 0, NULL, false},
        {"sender", elb_read_enum, offsetof(struct elb_event, sender), 0, &elb_alert_sender_words,
         false},
        {"vague", elb_read_bool, offsetof(struct elb_event, vague), 0, NULL, false},
        {"completed", elb_read_bool, offsetof(struct elb_event, completed), 0, NULL, false},
        {"causes", read_causes, 0, 0, NULL, true},
        {"test", elb_read_string, offsetof(struct elb_event, test), 0, NULL, false},
    };
    const struct elb_event *event = ret_item;
    enum elb_status status = elb_fields_read(loader, node, fields, COUNT(fields), ret_item);

    if (status == ELB_OK && event->alert != 0 && event->sender == ELB_ALERT_NONE)
        return elb_refuse(loader, node, "'sender' is missing: whose alert is it?");
    return status;
}

/* ---- Texts ---------------------------------------------------------------------------------- */

static enum elb_status read_pattern(struct elb_loader *loader, const struct elb_field *field,
                                    const struct elb_node *node, void *object)
{
    struct elb_error_text *item = object;
    enum elb_status status = elb_get_string(loader, node, &item->pattern);
    const char *literal;

    (void)field;
    if (status != ELB_OK)
        return status;
    literal = item->pattern + (*item->pattern == '^');
    if (strcspn(literal, "*#$") < LITERAL_MIN)
        return elb_refuse(loader, node, "a pattern begins with %d characters that are no wildcards",
                          LITERAL_MIN);
    if (strchr(literal, '*') != NULL && strchr(strchr(literal, '*'), '#') != NULL)
        return elb_refuse(loader, node, "a '#' after a '*' in a pattern");
    return ELB_OK;
}

static const char *nearest_event(const struct elb_catalog *catalog, struct elb_text id)
{
    struct elb_nearest nearest = elb_nearest_to(id);

    for (size_t i = 0; i < catalog->event_count; i++)
        elb_nearest_try(&nearest, catalog->events[i].id);
    return nearest.found;
}

static enum elb_status read_event(struct elb_loader *loader, const struct elb_field *field,
                                  const struct elb_node *node, void *object)
{
    const char *id;
    enum elb_status status = elb_get_string(loader, node, &id);

    (void)field;
    if (status != ELB_OK)
        return status;
    ((struct elb_error_text *)object)->event = id;
    if (elb_catalog_event(loader->catalog, id) == NULL)
        return elb_refuse_unknown(loader, node, "event",
                                  nearest_event(loader->catalog, node->text));
    return ELB_OK;
}

static enum elb_status read_source(struct elb_loader *loader, const struct elb_field *field,
                                   const struct elb_node *node, void *object)
{
    (void)field;
    return elb_get_source_key(loader, node, &((struct elb_error_text *)object)->source);
}

/* Either it names an event, or the number in it does. */
static enum elb_status check_text(struct elb_loader *loader, const struct elb_node *node,
                                  const struct elb_error_text *text)
{
    if ((text->event == NULL) == (text->sender == ELB_ALERT_NONE))
        return elb_refuse(loader, node, "either 'event' or 'alert-from' is needed");
    if ((text->event == NULL) != (strchr(text->pattern, '#') != NULL))
        return elb_refuse(loader, node, "a '#' in the pattern goes with 'alert-from'");
    return ELB_OK;
}

enum elb_status elb_error_text_from_node(struct elb_loader *loader, const struct elb_node *node,
                                         void *ret_item)
{
    static const struct elb_field fields[] = {
        {"pattern", read_pattern, 0, 0, NULL, true},
        {"client", elb_read_string, offsetof(struct elb_error_text, client), 0, NULL, true},
        {"event", read_event, 0, 0, NULL, false},
        {"alert-from", elb_read_enum, offsetof(struct elb_error_text, sender), 0,
         &elb_alert_sender_words, false},
        {"evidence", elb_read_enum, offsetof(struct elb_error_text, evidence), 0,
         &elb_evidence_words, true},
        {"source", read_source, 0, 0, NULL, false},
    };
    enum elb_status status = elb_fields_read(loader, node, fields, COUNT(fields), ret_item);

    return status == ELB_OK ? check_text(loader, node, ret_item) : status;
}

/* ---- Lookup --------------------------------------------------------------------------------- */

const struct elb_event *elb_catalog_event(const struct elb_catalog *catalog, const char *id)
{
    for (size_t i = 0; i < catalog->event_count; i++) {
        if (elb_text_is_nocase(elb_text_from(id), catalog->events[i].id))
            return &catalog->events[i];
    }
    return NULL;
}

const struct elb_event *elb_catalog_event_of_alert(const struct elb_catalog *catalog,
                                                   enum elb_alert_sender sender, unsigned alert)
{
    const struct elb_event *other = NULL;

    for (size_t i = 0; i < catalog->event_count; i++) {
        const struct elb_event *event = &catalog->events[i];

        if (event->sender == sender && event->alert == alert)
            return event;
        if (event->sender == sender && event->alert == 0)
            other = event;
    }
    return other;
}

const char *elb_certainty_name(enum elb_certainty certainty)
{
    return elb_words_at(&elb_cause_certainty_words, certainty);
}
