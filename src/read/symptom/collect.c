/* SPDX-License-Identifier: MIT */
/* What is kept of the symptoms: each once, and the vague ones only where nothing near says more. */
#include "read/symptom/reader.h"

#include "base/utf8.h"

/* The place and the text of a symptom that this line shows. */
static void set_place(const struct elb_symptom_list *list, struct elb_symptom *symptom,
                      struct elb_text line, char text[ELB_SYMPTOM_TEXT_SIZE])
{
    bool is_cut = line.length > ELB_SYMPTOM_TEXT;

    if (is_cut)
        line.length = elb_utf8_cut(line, ELB_SYMPTOM_TEXT);
    memcpy(text, line.start, line.length);
    memcpy(text + line.length, is_cut ? "..." : "", is_cut ? 4 : 1);
    symptom->text = text;
    symptom->path = list->path;
    symptom->line = list->line;
    symptom->lines = 1;
}

void elb_symptom_hold(const struct elb_symptom_list *list, struct elb_symptom_held *held,
                      const struct elb_symptom *symptom, struct elb_text line)
{
    held->symptom = *symptom;
    set_place(list, &held->symptom, line, held->text);
}

/* ---- Keeping -------------------------------------------------------------------------------- */

static struct elb_symptom_entry *find_entry(const struct elb_symptom_list *list,
                                            const struct elb_symptom *symptom)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct elb_symptom *own = &list->entries[i]->symptom;

        if (own->event == symptom->event && own->complaint == symptom->complaint &&
            own->alert == symptom->alert && own->version == symptom->version &&
            own->suite == symptom->suite)
            return list->entries[i];
    }
    return NULL;
}

static struct elb_symptom_entry *new_entry(struct elb_symptom_list *list, struct elb_error *reterr)
{
    struct elb_symptom_entry *entry = elb_arena_alloc(&list->arena, sizeof(*entry));
    struct elb_symptom_entry **entries =
        elb_arena_grow(&list->arena, list->entries, list->count, &list->capacity,
                       sizeof(struct elb_symptom_entry *));

    if (!entry || !entries) {
        elb_error_set_memory(reterr);
        return NULL;
    }
    list->entries = entries;
    return entry;
}

/* `symptom` has a place and a text, which is copied if it is the most specific one so far. */
static enum elb_status keep(struct elb_symptom_list *list, const struct elb_symptom *symptom,
                            size_t weight, struct elb_error *reterr)
{
    struct elb_symptom_entry *entry = find_entry(list, symptom);
    struct elb_symptom copy = *symptom;

    if (entry && entry->weight >= weight) {
        entry->symptom.lines += symptom->lines;
        return ELB_OK;
    }
    copy.text = elb_arena_dup(&list->arena, symptom->text, strlen(symptom->text));
    if (!copy.text)
        return elb_error_set_memory(reterr);
    if (entry) {
        copy.lines += entry->symptom.lines;
    } else {
        entry = new_entry(list, reterr);
        if (!entry)
            return ELB_ERROR_MEMORY;
        list->entries[list->count++] = entry;
    }
    *entry = (struct elb_symptom_entry){copy, weight};
    return ELB_OK;
}

/* ---- Vague ones ----------------------------------------------------------------------------- */

static bool is_near(const struct elb_symptom_list *list, size_t number)
{
    return list->told_count - number <= ELB_SYMPTOM_NEAR;
}

/* Does this one say no more than that something failed? */
static bool says_nothing(const struct elb_event *event)
{
    return event->cause_count == 0;
}

enum elb_status elb_symptom_settle(struct elb_symptom_list *list, bool is_end,
                                   struct elb_error *reterr)
{
    for (size_t i = 0; i < list->catalog->event_count; i++) {
        struct elb_symptom_pending *pending = &list->pending[i];
        enum elb_status status;

        if (!pending->held.symptom.event || (!is_end && is_near(list, pending->number)))
            continue;
        status = keep(list, &pending->held.symptom, pending->weight, reterr);
        if (status != ELB_OK)
            return status;
        pending->held.symptom.event = NULL;
    }
    return ELB_OK;
}

static void put_off(struct elb_symptom_list *list, const struct elb_symptom *symptom, size_t weight)
{
    struct elb_symptom_pending *pending = &list->pending[symptom->event - list->catalog->events];

    if (pending->held.symptom.event) {
        pending->held.symptom.lines++;
    } else {
        elb_symptom_hold(list, &pending->held, symptom, elb_text_from(symptom->text));
        pending->held.symptom.line = symptom->line;
        pending->weight = weight;
    }
    pending->number = list->told_count;
}

/* Drops the vague ones that are near: all of them, or those that name no cause at all. */
static void drop_pending(struct elb_symptom_list *list, bool are_all)
{
    for (size_t i = 0; i < list->catalog->event_count; i++) {
        if (are_all || says_nothing(&list->catalog->events[i]))
            list->pending[i].held.symptom.event = NULL;
    }
}

/* Is one near that names a cause at least? */
static bool has_better(const struct elb_symptom_list *list)
{
    for (size_t i = 0; i < list->catalog->event_count; i++) {
        if (list->pending[i].held.symptom.event && !says_nothing(&list->catalog->events[i]))
            return true;
    }
    return false;
}

static void add_vague(struct elb_symptom_list *list, const struct elb_symptom *symptom,
                      size_t weight)
{
    if (list->clear_at > 0 && is_near(list, list->clear_at))
        return;
    if (says_nothing(symptom->event) && has_better(list))
        return;
    if (!says_nothing(symptom->event))
        drop_pending(list, false);
    put_off(list, symptom, weight);
}

enum elb_status elb_symptom_add(struct elb_symptom_list *list, const struct elb_symptom *symptom,
                                struct elb_text line, size_t weight, bool is_record,
                                struct elb_error *reterr)
{
    char text[ELB_SYMPTOM_TEXT_SIZE];
    struct elb_symptom own = *symptom;
    enum elb_status status;

    if (!own.event)
        return ELB_OK; /* a catalog without it */
    if (!own.text)
        set_place(list, &own, line, text);
    if (is_record)
        return keep(list, &own, weight, reterr);
    status = elb_symptom_settle(list, false, reterr);
    if (status != ELB_OK)
        return status;
    if (own.event->vague) {
        add_vague(list, &own, weight);
        return ELB_OK;
    }
    elb_transcript_fail(list, &own);
    drop_pending(list, true);
    list->clear_at = list->told_count;
    return keep(list, &own, weight, reterr);
}

/* ---- What a line means ---------------------------------------------------------------------- */

struct elb_symptom elb_symptom_of_alert(const struct elb_symptom_list *list,
                                        enum elb_alert_sender sender, unsigned alert)
{
    return (struct elb_symptom){
        .event = elb_catalog_event_of_alert(list->catalog, sender, alert),
        .alert = alert,
    };
}

/* curl prints level and number as one: 552 is 0x228, fatal handshake_failure. */
static unsigned alert_of(unsigned number)
{
    if (number >> 8 == 2)
        return number & 0xFF;
    return number <= 0xFF ? number : 0;
}

struct elb_symptom elb_symptom_of_match(const struct elb_symptom_list *list,
                                        const struct elb_pattern_match *match)
{
    const struct elb_error_text *text = match->text;
    unsigned alert = alert_of(match->number);
    struct elb_symptom symptom = {0};

    if (text->event) {
        symptom.event = elb_catalog_event(list->catalog, text->event);
        symptom.alert = symptom.event ? symptom.event->alert : 0;
    } else if (alert) {
        symptom = elb_symptom_of_alert(list, text->sender, alert);
    }
    symptom.known = text;
    symptom.client = text->client;
    return symptom;
}

struct elb_symptom elb_symptom_of_suite(const struct elb_symptom_list *list, const char *client,
                                        uint16_t version, struct elb_text suite)
{
    const struct elb_suite *known =
        elb_catalog_suite_named(list->catalog, suite.start, suite.length);

    return (struct elb_symptom){
        .event = elb_catalog_event(list->catalog, "completed"),
        .client = client,
        .version = version,
        .suite = known ? known->code : 0,
    };
}

uint16_t elb_symptom_version(struct elb_text name)
{
    static const struct {
        const char *name;
        uint16_t version;
    } names[] = {
        {"SSLv3", ELB_SSL3},     {"TLSv1", ELB_TLS1_0},   {"TLSv1.0", ELB_TLS1_0},
        {"TLSv1.1", ELB_TLS1_1}, {"TLSv1.2", ELB_TLS1_2}, {"TLSv1.3", ELB_TLS1_3},
        {"tlsv10", ELB_TLS1_0},  {"tlsv11", ELB_TLS1_1},  {"tlsv12", ELB_TLS1_2},
        {"tlsv13", ELB_TLS1_3},  {"TLS1.0", ELB_TLS1_0},  {"TLS1.1", ELB_TLS1_1},
        {"TLS1.2", ELB_TLS1_2},  {"TLS1.3", ELB_TLS1_3},
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (elb_text_is_nocase(name, names[i].name))
            return names[i].version;
    }
    return 0;
}
