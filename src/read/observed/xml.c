/* SPDX-License-Identifier: MIT */
#include "read/observed/xml.h"

#include "base/alloc.h"

#define XML_DTD 1 /* the header hides the limits on entities otherwise */
#include <expat.h>
#include <limits.h>

/* What may stand before the root element: declaration, comments, a line of some other program. */
#define PROLOGUE_MAX 8192

/* Expat's own guard, should an entity get past ours: at most 4 times the input, beyond 1 MiB. */
#define AMPLIFICATION_MAX       4.0F
#define AMPLIFICATION_THRESHOLD (1024ULL * 1024)

struct document {
    struct elb_observed_reading *reading;
    const struct elb_xml_handler *handler;
    void *data;
    XML_Parser parser;
    size_t depth;
    size_t nodes;
    const char *refused; /* why we stopped the parser; NULL: we did not */
    enum elb_status status;
};

static void refuse(struct document *document, enum elb_status status, const char *why)
{
    document->refused = why;
    document->status = status;
    (void)XML_StopParser(document->parser, XML_FALSE);
}

static void on_start(void *data, const char *name, const char **attributes)
{
    struct document *document = data;

    document->nodes++;
    for (size_t i = 0; attributes[i]; i += 2)
        document->nodes++;
    if (++document->depth > document->reading->limits->depth)
        refuse(document, ELB_ERROR_LIMIT, "too many elements within each other");
    else if (document->nodes > document->reading->limits->nodes)
        refuse(document, ELB_ERROR_LIMIT, "too many elements and attributes");
    else
        document->handler->start(document->data, name, (const char *const *)attributes);
    if (document->reading->failed)
        (void)XML_StopParser(document->parser, XML_FALSE);
}

static void on_end(void *data, const char *name)
{
    struct document *document = data;

    document->depth--;
    document->handler->end(document->data, name);
}

static void on_text(void *data, const char *text, int length)
{
    struct document *document = data;

    document->handler->text(document->data, (struct elb_text){text, (size_t)length});
}

static void on_entity(void *data, const char *name, int is_parameter, const char *value, int length,
                      const char *base, const char *system, const char *public,
                      const char *notation)
{
    (void)name, (void)is_parameter, (void)value, (void)length;
    (void)base, (void)system, (void)public, (void)notation;
    refuse(data, ELB_ERROR_SYNTAX, "it declares an entity, which no scanner does");
}

static XML_Parser new_parser(struct document *document)
{
    static const XML_Memory_Handling_Suite memory = {elb_alloc, elb_realloc, elb_free};
    XML_Parser parser = XML_ParserCreate_MM("UTF-8", &memory, NULL);

    if (!parser)
        return NULL;
    XML_SetUserData(parser, document);
    XML_SetElementHandler(parser, on_start, on_end);
    if (document->handler->text)
        XML_SetCharacterDataHandler(parser, on_text);
    XML_SetEntityDeclHandler(parser, on_entity);
    (void)XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_NEVER);
    (void)XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser, AMPLIFICATION_MAX);
    (void)XML_SetBillionLaughsAttackProtectionActivationThreshold(parser, AMPLIFICATION_THRESHOLD);
    return parser;
}

static enum elb_status set_error(const struct document *document, struct elb_text text,
                                 struct elb_error *reterr)
{
    const struct elb_observed_reading *reading = document->reading;
    enum XML_Error code = XML_GetErrorCode(document->parser);
    XML_Index index = XML_GetCurrentByteIndex(document->parser);
    struct elb_text at = elb_text_skip(text, index > 0 ? (size_t)index : 0);

    if (at.length == 0)
        at = (struct elb_text){text.start + text.length, 0};
    if (reading->failed)
        return ELB_OK; /* elb_observed_finish() says it */
    if (document->refused)
        return elb_observed_fail(reading, at, reterr, document->status, "%s", document->refused);
    if (code == XML_ERROR_NO_MEMORY)
        return elb_error_set_memory(reterr);
    return elb_observed_fail(reading, at, reterr, ELB_ERROR_SYNTAX,
                             "XML that breaks off or is "
                             "not well-formed: %s",
                             XML_ErrorString(code));
}

/* Files that were put together: where the next document begins; or nothing. */
static struct elb_text next_document(const struct document *document, struct elb_text text)
{
    enum XML_Error code = XML_GetErrorCode(document->parser);
    XML_Index index = XML_GetCurrentByteIndex(document->parser);

    if (document->refused || document->reading->failed || document->depth > 0 || index <= 0)
        return (struct elb_text){0};
    if (code != XML_ERROR_MISPLACED_XML_PI && code != XML_ERROR_JUNK_AFTER_DOC_ELEMENT)
        return (struct elb_text){0};
    return elb_text_skip(text, (size_t)index);
}

static enum elb_status read_document(struct document *document, struct elb_text text,
                                     struct elb_text *ret_rest, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    *ret_rest = (struct elb_text){0};
    if (text.length > INT_MAX)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, document->reading->path, 0, 0,
                             "larger than %d bytes", INT_MAX);
    document->depth = 0;
    document->parser = new_parser(document);
    if (!document->parser)
        return elb_error_set_memory(reterr);
    if (XML_Parse(document->parser, text.start, (int)text.length, 1) != XML_STATUS_OK) {
        *ret_rest = next_document(document, text);
        if (ret_rest->length == 0 || text.start[0] != '<' || ret_rest->start[0] != '<')
            status = set_error(document, text, reterr);
    }
    XML_ParserFree(document->parser);
    return status;
}

static struct elb_text skip_prologue(struct elb_text text)
{
    size_t start = elb_text_find(text, ELB_TEXT("<?xml"));

    return elb_text_skip(text, start < PROLOGUE_MAX ? start : 0);
}

enum elb_status elb_xml_read(struct elb_observed_reading *reading,
                             const struct elb_xml_handler *handler, void *data,
                             struct elb_error *reterr)
{
    struct document document = {.reading = reading, .handler = handler, .data = data};
    struct elb_text rest = skip_prologue(reading->text);
    enum elb_status status;

    do {
        struct elb_text text = rest;

        status = read_document(&document, text, &rest, reterr);
    } while (status == ELB_OK && rest.length > 0);
    return status;
}

struct elb_text elb_xml_attribute(const char *const *attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2) {
        if (strcmp(attributes[i], name) == 0)
            return elb_text_from(attributes[i + 1]);
    }
    return (struct elb_text){0};
}

bool elb_xml_has_root(struct elb_text text, const char *root)
{
    struct elb_text rest = {text.start, text.length < PROLOGUE_MAX ? text.length : PROLOGUE_MAX};
    struct elb_text tag = elb_text_from(root);

    for (size_t at = elb_text_find(rest, ELB_TEXT("<")); at != SIZE_MAX;
         at = elb_text_find(rest, ELB_TEXT("<"))) {
        rest = elb_text_skip(rest, at + 1);
        if (elb_text_has_prefix(rest, root) && rest.length > tag.length &&
            strchr(" \t\r\n>/", rest.start[tag.length]))
            return true;
    }
    return false;
}
