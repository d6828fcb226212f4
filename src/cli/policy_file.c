/* SPDX-License-Identifier: MIT */

#include "cli/policy_file.h"

#include "cli/resolve.h"

/* What was read has to live as long as the run. */
static bool keep(struct cli *cli, struct elb_policy_list *list)
{
    struct elb_policy_list **lists =
        elb_arena_grow(&cli->arena, cli->policy_lists, cli->policy_list_count,
                       &cli->policy_list_capacity, sizeof(struct elb_policy_list *));

    if (!lists) {
        elb_policy_list_free(list);
        cli_note_memory(cli);
        return false;
    }
    lists[cli->policy_list_count++] = list;
    cli->policy_lists = lists;
    return true;
}

const struct elb_policy_list *cli_read_policies(struct cli *cli, const char *path)
{
    struct elb_read_limits limits = cli_read_limits(cli);
    struct elb_policy_list *list = NULL;
    const struct elb_error *problem;
    struct elb_error error = {0};
    struct elb_text text;

    if (!cli_read(cli, path, &text))
        return NULL;
    if (elb_policies_read(cli->catalog, text.start, text.length, path, &limits, &list, &error)) {
        cli_note_error(cli, &error);
        return NULL;
    }
    if (!keep(cli, list))
        return NULL;
    for (size_t i = 0; (problem = elb_policy_list_problem_at(list, i)); i++)
        cli_note_error(cli, problem);
    return list;
}
