/* SPDX-License-Identifier: MIT */
/* The tables of events and of the texts that tell them. */
#include "catalog/generate/generator.h"

static void causes(struct generator *generator, const struct elb_event *event)
{
    struct elb_buffer *items = &generator->items;

    for (size_t i = 0; i < event->cause_count; i++) {
        const struct elb_event_cause *cause = &event->causes[i];

        elb_buffer_append_char(items, '{');
        generate_number(items, "cause", cause->cause);
        generate_number(items, "certainty", cause->certainty);
        generate_string(items, "why", cause->why);
        generate_string(items, "test", cause->test);
        elb_buffer_append_string(items, "}, ");
    }
    generate_array(&generator->body, "causes", generate_list(generator, "struct elb_event_cause "),
                   "cause_count", event->cause_count);
}

static void events(struct generator *generator)
{
    struct elb_buffer *out = &generator->body;

    if (generator->catalog->event_count == 0)
        return;
    elb_buffer_append_string(out, "\nstatic const struct elb_event events[] = {\n");
    for (size_t i = 0; i < generator->catalog->event_count; i++) {
        const struct elb_event *event = &generator->catalog->events[i];

        elb_buffer_append_string(out, "    {");
        generate_string(out, "id", event->id);
        generate_string(out, "text", event->text);
        generate_number(out, "alert", event->alert);
        generate_number(out, "sender", event->sender);
        generate_number(out, "vague", event->vague);
        generate_number(out, "completed", event->completed);
        causes(generator, event);
        generate_string(out, "test", event->test);
        elb_buffer_append_string(out, "},\n");
    }
    elb_buffer_append_string(out, "};\n");
}

static void texts(struct generator *generator)
{
    struct elb_buffer *out = &generator->body;

    if (generator->catalog->error_text_count == 0)
        return;
    elb_buffer_append_string(out, "\nstatic const struct elb_error_text error_texts[] = {\n");
    for (size_t i = 0; i < generator->catalog->error_text_count; i++) {
        const struct elb_error_text *text = &generator->catalog->error_texts[i];

        elb_buffer_append_string(out, "    {");
        generate_string(out, "pattern", text->pattern);
        generate_string(out, "client", text->client);
        generate_string(out, "event", text->event);
        generate_number(out, "sender", text->sender);
        generate_number(out, "evidence", text->evidence);
        generate_string(out, "source", text->source);
        elb_buffer_append_string(out, "},\n");
    }
    elb_buffer_append_string(out, "};\n");
}

void generate_events(struct generator *generator)
{
    events(generator);
    texts(generator);
}
