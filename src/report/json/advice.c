/* SPDX-License-Identifier: MIT */

/* Advice as JSON. */

#include "report/advice.h"
#include "advise/advise.h"
#include "base/alloc.h"

/* One text that was written before. */
struct elb_advice_cached {
    struct elb_advice_cached *next;
    const struct elb_policy *policy;
    const struct elb_policy *from;
    size_t index;
    struct elb_buffer text;
};

void elb_advice_cache_done(struct elb_advice_cache *cache)
{
    while (cache->first) {
        struct elb_advice_cached *next = cache->first->next;

        elb_buffer_done(&cache->first->text);
        elb_free(cache->first);
        cache->first = next;
    }
}

static struct elb_advice_cached *find(struct elb_advice_cache *cache, size_t index,
                                      const struct elb_advice_query *query)
{
    struct elb_advice_cached *cached = cache->first;

    while (cached && (cached->index != index || cached->policy != query->policy ||
                      cached->from != query->from))
        cached = cached->next;
    if (cached)
        return cached;
    cached = elb_alloc(sizeof(*cached));
    if (!cached)
        return NULL;
    *cached = (struct elb_advice_cached){
        .next = cache->first, .policy = query->policy, .from = query->from, .index = index};
    elb_advise(&cached->text, index, query);
    cache->first = cached;
    return cached;
}

static void append(struct elb_report *report, json_t *array, const char *name,
                   const struct elb_buffer *text)
{
    json_t *object;

    if (text->out_of_memory)
        report->out->out_of_memory = true;
    if (text->length == 0)
        return;
    object = json_object();
    elb_json_set(report, object, "for", json_string(name));
    elb_json_set(report, object, "text", elb_json_string(elb_buffer_string(text)));
    elb_json_append(report, array, object);
}

static void append_new(struct elb_report *report, json_t *array, size_t index,
                       const struct elb_advice_query *query)
{
    struct elb_buffer text = {0};

    elb_advise(&text, index, query);
    append(report, array, elb_advice_name(index), &text);
    elb_buffer_done(&text);
}

static void append_cached(struct elb_report *report, json_t *array, size_t index,
                          const struct elb_advice_query *query, struct elb_advice_cache *cache)
{
    const struct elb_advice_cached *cached = find(cache, index, query);

    if (cached)
        append(report, array, elb_advice_name(index), &cached->text);
    else
        report->out->out_of_memory = true;
}

json_t *elb_json_advice(struct elb_report *report, const struct elb_advice_query *query,
                        unsigned kinds, struct elb_advice_cache *cache)
{
    json_t *array = json_array();

    for (size_t i = 0; elb_advice_name(i); i++) {
        if (!(kinds & 1u << i))
            continue;
        if (cache && query->policy && elb_advice_side(i) == ELB_SIDE_LOAD_BALANCER)
            append_cached(report, array, i, query, cache);
        else
            append_new(report, array, i, query);
    }
    return array;
}
