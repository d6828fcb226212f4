/* SPDX-License-Identifier: MIT */
#include "cli/identify_endpoints.h"

static void read_file(struct cli *cli, const char *path, struct cli_identified *identified)
{
    struct elb_read_limits limits = cli_read_limits(cli);
    struct elb_observation_list *list = NULL;
    struct elb_error error = {0};
    struct elb_text text;

    if (!cli_read(cli, path, &text))
        return;
    if (elb_observations_read(cli->catalog, text.start, text.length, path, &limits, &list, &error))
        cli_note_error(cli, &error);
    else
        identified->lists[identified->list_count++] = list;
}

static bool read_all(struct cli *cli, struct cli_identified *identified)
{
    struct elb_error error = {0};

    identified->lists =
        elb_arena_alloc_array(&cli->arena, cli->operand_count, sizeof(*identified->lists));
    if (!identified->lists) {
        cli_note_memory(cli);
        return false;
    }
    for (size_t i = 0; i < cli->operand_count; i++)
        read_file(cli, cli->operands[i], identified);
    if (elb_observations_merge((const struct elb_observation_list *const *)identified->lists,
                               identified->list_count, &identified->merged, &error)) {
        cli_note_error(cli, &error);
        return false;
    }
    return true;
}

/* What could not be seen is no answer. */
static void note_failure(struct cli *cli, const struct elb_observation *observation)
{
    struct elb_buffer target = {0};
    struct elb_error error = {0};
    const char *path = observation->origin_count > 0 ? observation->origins[0] : NULL;

    elb_identify_target(&target, observation);
    if (!elb_observation_has_evidence(observation))
        elb_error_set(&error, ELB_ERROR_DATA, path, 0, 0, "%s: %s", elb_buffer_string(&target),
                      observation->failure_text ? observation->failure_text
                                                : "nothing was accepted");
    else if (observation->incomplete)
        elb_error_set(&error, ELB_ERROR_DATA, path, 0, 0, "%s: the scan is not complete",
                      elb_buffer_string(&target));
    if (error.status != ELB_OK)
        cli_note_error(cli, &error);
    elb_buffer_done(&target);
}

/* ---- Clients -------------------------------------------------------------------------------- */

static const struct elb_certificates *
certificates_of(const struct elb_identification *identification)
{
    static const struct elb_certificates assumed = {{ELB_CERTIFICATE_RSA2048}, 1};
    const struct elb_policy_match *best =
        identification->match_count > 0 ? &identification->matches[0] : &identification->nearest[0];

    return best->certificates.count > 0 ? &best->certificates : &assumed;
}

static bool judge_clients(struct cli *cli, const struct cli_identify_query *query,
                          struct elb_identify_endpoint *endpoint)
{
    const struct elb_certificates *certificates = certificates_of(endpoint->identification);
    struct elb_observed_query asked = {
        .catalog = cli->catalog,
        .observation = endpoint->observation,
        .certificates = certificates,
        .may_hold_others = !query->certificates,
        .to = query->to,
        .room = elb_arena_alloc(&cli->arena, sizeof(*asked.room)),
    };
    struct elb_observed_check *rows =
        elb_arena_alloc_array(&cli->arena, query->clients->count, sizeof(*rows));

    if (!asked.room || !rows)
        return false;
    for (size_t i = 0; i < query->clients->count; i++)
        elb_observation_check(&asked, query->clients->items[i], &rows[i]);
    endpoint->clients = rows;
    endpoint->client_count = query->clients->count;
    return true;
}

/* ---- Endpoints ------------------------------------------------------------------------------ */

static bool judge(struct cli *cli, const struct cli_identify_query *query,
                  const struct elb_observation *observation, struct elb_identify_endpoint *endpoint)
{
    struct elb_error error = {0};

    endpoint->observation = observation;
    note_failure(cli, observation);
    if (elb_identify(cli->catalog, observation, query->certificates, query->expected,
                     &endpoint->identification, &error)) {
        cli_note_error(cli, &error);
        return false;
    }
    if (query->clients->count == 0 || !elb_observation_has_evidence(observation))
        return true;
    if (judge_clients(cli, query, endpoint))
        return true;
    cli_note_memory(cli);
    return false;
}

bool cli_identify(struct cli *cli, const struct cli_identify_query *query,
                  struct cli_identified *ret_identified)
{
    struct elb_identify_result *result = &ret_identified->result;
    struct elb_identify_endpoint *endpoints;
    size_t count;

    if (!read_all(cli, ret_identified))
        return false;
    count = elb_observation_list_count(ret_identified->merged);
    endpoints = elb_arena_alloc_array(&cli->arena, count, sizeof(*endpoints));
    if (!endpoints) {
        cli_note_memory(cli);
        return false;
    }
    result->endpoints = endpoints;
    result->expected = query->expected;
    result->to = query->to;
    for (size_t i = 0; i < count; i++) {
        result->endpoint_count++;
        if (!judge(cli, query, elb_observation_list_at(ret_identified->merged, i), &endpoints[i]))
            return false;
    }
    return true;
}

void cli_identify_done(struct cli_identified *identified)
{
    for (size_t i = 0; i < identified->result.endpoint_count; i++)
        elb_identification_free(identified->result.endpoints[i].identification);
    for (size_t i = 0; i < identified->list_count; i++)
        elb_observation_list_free(identified->lists[i]);
    elb_observation_list_free(identified->merged);
}
