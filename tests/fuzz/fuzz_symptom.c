/* SPDX-License-Identifier: MIT */

/* Any bytes are lines; what is found in them is whole, and the same however they are cut. */
#include <elblint/diagnose.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static struct elb_symptom_list *read_bytes(const char *bytes, size_t size, size_t step)
{
    struct elb_symptom_list *list = NULL;

    require(elb_symptoms_new(elb_catalog_bundled(), NULL, &list, NULL) == ELB_OK);
    require(elb_symptoms_begin(list, "fuzz", NULL) == ELB_OK);
    for (size_t i = 0; i < size; i += step) {
        size_t rest = size - i;

        require(elb_symptoms_feed(list, bytes + i, rest < step ? rest : step, NULL) == ELB_OK);
    }
    require(elb_symptoms_end(list, NULL) == ELB_OK);
    return list;
}

static void use(const struct elb_symptom *symptom)
{
    struct elb_diagnose_query query = {.catalog = elb_catalog_bundled()};
    const struct elb_event *event = symptom->complaint ? symptom->complaint : symptom->event;
    struct elb_diagnosis diagnosis;

    require(symptom->event && symptom->text && symptom->path && symptom->line > 0);
    require(symptom->lines > 0 && symptom->alert <= 255);
    elb_diagnose(&query, symptom, &diagnosis);
    require(diagnosis.cause_count == event->cause_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct elb_symptom_list *whole;
    struct elb_symptom_list *pieces;

    if (size > 100000)
        return 0;
    whole = read_bytes((const char *)data, size, 100000);
    pieces = read_bytes((const char *)data, size, 7);
    require(elb_symptoms_count(whole) == elb_symptoms_count(pieces));
    for (size_t i = 0; i < elb_symptoms_count(whole); i++) {
        use(elb_symptoms_at(whole, i));
        require(strcmp(elb_symptoms_at(whole, i)->text, elb_symptoms_at(pieces, i)->text) == 0);
    }
    elb_symptoms_free(pieces);
    elb_symptoms_free(whole);
    return 0;
}
