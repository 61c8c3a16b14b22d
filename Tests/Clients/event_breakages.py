"""Ways of being wrong in the two APIs whose streams are events with names: Anthropic's Messages and OpenAI's Responses."""

import json

import anthropic_messages as messages
import openai_responses as responses
from breaking_relay import CUT, Breakage


def cut_in_the_middle(payloads):
    for number, payload in enumerate(payloads):
        if number == 5:
            yield CUT
            return
        yield payload


def without(*types):
    """Drops events of these types."""

    def stream(payloads):
        for payload in payloads:
            if not (isinstance(payload, dict) and payload.get("type") in types):
                yield payload

    return stream


def without_names(payloads):
    for payload in payloads:
        yield payload if payload is CUT else b"data: " + json.dumps(payload).encode() + b"\n\n"


def with_status_200(status, headers, body):
    return 200, headers, body


def every_one_500(status, headers, body):
    return (500 if status >= 400 else status), headers, body


# Anthropic


def blocks(body):
    """The content blocks that an answer or an event holds."""
    yield from body.get("content") or []
    if "content_block" in body:
        yield body["content_block"]


def each_block(kind, change):
    def answer(body):
        for block in blocks(body):
            if block["type"] == kind:
                change(block)

    return answer


def each_delta(kind, change):
    def answer(body):
        if body.get("type") == "content_block_delta" and body["delta"]["type"] == kind:
            change(body["delta"])

    return answer


def both(*changes):
    def answer(body):
        for change in changes:
            change(body)

    return answer


def messages_in(body):
    """What has a usage and a reason to stop."""
    yield body
    if isinstance(body.get("message"), dict):
        yield body["message"]


def calls_dropped_whole(body):
    if isinstance(body.get("content"), list):
        body["content"] = [block for block in body["content"] if block["type"] != "tool_use"]


def calls_dropped_in_a_stream(payloads):
    dropped = set()
    for payload in payloads:
        if isinstance(payload, dict):
            if payload.get("content_block", {}).get("type") == "tool_use":
                dropped.add(payload["index"])
            if payload.get("index") in dropped:
                continue
        yield payload


def zero_usage(body):
    for message in messages_in(body):
        if message.get("usage"):
            message["usage"].update(input_tokens=0, output_tokens=0)


def another_reason(body):
    for holder in (body, body.get("delta") or {}):
        if isinstance(holder, dict) and holder.get("stop_reason"):
            holder["stop_reason"] = "max_tokens"


def no_sequence(body):
    for holder in (body, body.get("delta") or {}):
        if isinstance(holder, dict) and "stop_sequence" in holder:
            holder["stop_sequence"] = None


def no_request_id(status, headers, body):
    return status, {name: value for name, value in headers.items() if name != "request-id"}, body


ANTHROPIC = [
    Breakage("Anthropic: calls are dropped", [messages.messages_tools_make_a_round_trip_CF_G12_CL_AN21],
             answer=calls_dropped_whole, stream=calls_dropped_in_a_stream),
    Breakage("Anthropic: arguments are empty", [messages.messages_tools_make_a_round_trip_CF_G12_CL_AN21],
             answer=both(each_block("tool_use", lambda block: block.update(input={})),
                         each_delta("input_json_delta", lambda delta: delta.update(partial_json="")))),
    Breakage("Anthropic: thoughts come as text", [messages.messages_thoughts_come_first_CF_A3],
             answer=both(each_block("thinking", lambda block: (block.clear(), block.update(type="text", text="…"))),
                         each_delta("thinking_delta", lambda delta: delta.update(type="text_delta", text=delta.pop("thinking"))))),
    Breakage("Anthropic: signatures are lost", [messages.messages_thoughts_come_first_CF_A3],
             answer=both(each_block("thinking", lambda block: block.update(signature="")),
                         each_delta("signature_delta", lambda delta: delta.update(signature="")))),
    Breakage("Anthropic: text is doubled",
             [messages.messages_stream_is_exact_CL_AN10_CL_AN11, messages.messages_whole_answer_is_exact_CL_AN8],
             answer=both(each_block("text", lambda block: block.update(text=block["text"] * 2)),
                         each_delta("text_delta", lambda delta: delta.update(text=delta["text"] * 2)))),
    Breakage("Anthropic: usage is hidden", [messages.messages_stream_is_exact_CL_AN10_CL_AN11], answer=zero_usage),
    Breakage("Anthropic: the reason is another one",
             [messages.messages_stream_is_exact_CL_AN10_CL_AN11, messages.messages_stop_sequences_are_told_CL_AN9,
              messages.messages_tools_make_a_round_trip_CF_G12_CL_AN21], answer=another_reason),
    Breakage("Anthropic: the stop sequence is not told", [messages.messages_stop_sequences_are_told_CL_AN9],
             answer=no_sequence),
    Breakage("Anthropic: events have no names", [messages.messages_stream_is_exact_CL_AN10_CL_AN11],
             stream=without_names),
    Breakage("Anthropic: a stream is cut", [messages.messages_stream_is_exact_CL_AN10_CL_AN11],
             stream=cut_in_the_middle),
    Breakage("Anthropic: a stream has no end", [messages.messages_stream_is_exact_CL_AN10_CL_AN11],
             stream=without("message_delta", "message_stop")),
    Breakage("Anthropic: broken streams look complete", [messages.messages_failures_in_the_stream_are_told_CL_AN17],
             stream=without("error")),
    Breakage("Anthropic: the count of tokens is zero", [messages.messages_tokens_are_counted_CF_A10_CL_AN19],
             answer=lambda body: body.update(input_tokens=0) if "input_tokens" in body else None),
    Breakage("Anthropic: errors are told with status 200",
             [messages.messages_errors_are_the_sdks_CF_A9_CL_AN16, messages.messages_capacity_is_told_before_the_stream_CL_AN16],
             reply=with_status_200),
    Breakage("Anthropic: every error is 500", [messages.messages_errors_are_the_sdks_CF_A9_CL_AN16], reply=every_one_500),
    Breakage("Anthropic: requests have no id",
             [messages.messages_whole_answer_is_exact_CL_AN8, messages.messages_errors_are_the_sdks_CF_A9_CL_AN16],
             reply=no_request_id),
]

# OpenAI's Responses


def items(body):
    """The output items that a response or an event holds."""
    yield from body.get("output") or []
    if isinstance(body.get("response"), dict):
        yield from body["response"].get("output") or []
    if isinstance(body.get("item"), dict):
        yield body["item"]


def each_item(kind, change):
    def answer(body):
        for item in items(body):
            if item["type"] == kind:
                change(item)

    return answer


def responses_in(body):
    for response in (body, body.get("response")):
        if isinstance(response, dict) and response.get("object") == "response":
            yield response


def items_dropped(kind):
    def answer(body):
        for response in responses_in(body):
            response["output"] = [item for item in response["output"] if item["type"] != kind]

    return answer


def items_dropped_in_a_stream(kind):
    def stream(payloads):
        dropped = set()
        for payload in payloads:
            if isinstance(payload, dict):
                if payload.get("item", {}).get("type") == kind:
                    dropped.add(payload["item"]["id"])
                if payload.get("item", {}).get("id") in dropped or payload.get("item_id") in dropped:
                    continue
            yield payload

    return stream


def no_usage(body):
    for response in responses_in(body):
        response["usage"] = None


def text_doubled(body):
    for item in items(body):
        for part in item.get("content") or []:
            part["text"] = part.get("text", "") * 2
    if body.get("type") == "response.output_text.delta":
        body["delta"] *= 2


def empty_arguments(body):
    each_item("function_call", lambda item: item.update(arguments="{}"))(body)
    if "function_call_arguments" in body.get("type", ""):
        body["delta" if body["type"].endswith("delta") else "arguments"] = "{}"


RESPONSES = [
    Breakage("Responses: calls are dropped", [responses.responses_tools_make_a_round_trip_CF_R6_CF_R11],
             answer=items_dropped("function_call"), stream=items_dropped_in_a_stream("function_call")),
    Breakage("Responses: arguments are empty", [responses.responses_tools_make_a_round_trip_CF_R6_CF_R11],
             answer=empty_arguments),
    Breakage("Responses: encrypted thoughts are lost", [responses.responses_tools_make_a_round_trip_CF_R6_CF_R11],
             answer=each_item("reasoning", lambda item: item.pop("encrypted_content", None))),
    Breakage("Responses: text is doubled",
             [responses.responses_stream_is_exact_CF_R2_CL_RS9, responses.responses_whole_answer_is_exact_CL_RS6],
             answer=text_doubled),
    Breakage("Responses: usage is hidden", [responses.responses_stream_is_exact_CF_R2_CL_RS9], answer=no_usage),
    Breakage("Responses: a stream is cut", [responses.responses_stream_is_exact_CF_R2_CL_RS9], stream=cut_in_the_middle),
    Breakage("Responses: a stream has no end", [responses.responses_stream_is_exact_CF_R2_CL_RS9],
             stream=without("response.completed")),
    Breakage("Responses: broken streams look complete",
             [responses.responses_failures_in_the_stream_are_told_CF_R17_CL_RS14],
             stream=without("error", "response.failed")),
    Breakage("Responses: errors are told with status 200", [responses.responses_errors_are_the_sdks_CL_RS15],
             reply=with_status_200),
    Breakage("Responses: every error is 500", [responses.responses_errors_are_the_sdks_CL_RS15], reply=every_one_500),
]

BREAKAGES = ANTHROPIC + RESPONSES
