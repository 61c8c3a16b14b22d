"""Ways in which a proxy can be wrong, each with the checks that must see it. They are run by `negative.py`."""

import json

import event_breakages
import genai_smoke as genai
import openai_features as features
import openai_smoke as smoke
from breaking_relay import CUT, Breakage


def messages(body):
    """The message of each choice, in a stream its delta."""
    for choice in body.get("choices", []):
        yield choice, choice["delta"] if "delta" in choice else choice["message"]


def calls(body):
    for _, message in messages(body):
        yield from message.get("tool_calls") or []


def each_call(change):
    def answer(body):
        for call in calls(body):
            change(call)

    return answer


def each_message(change):
    def answer(body):
        for choice, message in messages(body):
            change(choice, message)

    return answer


def without(*names):
    """Takes members off every message."""
    return each_message(lambda _, message: [message.pop(name, None) for name in names])


# OpenAI: calls of tools


def calls_come_in_pieces(payloads):
    """The call first, with empty arguments, and then the arguments once more."""
    for payload in payloads:
        yield payload
        for call in calls(payload) if isinstance(payload, dict) else []:
            arguments = call["function"].pop("arguments")
            call.pop("id")
            call["function"] = {"arguments": arguments}
            yield payload


def all_calls_in_one_chunk(payloads):
    held = None
    for payload in payloads:
        if isinstance(payload, dict) and any(calls(payload)):
            if held is None:
                held = payload
            else:
                held["choices"][0]["delta"]["tool_calls"] += list(calls(payload))
            continue
        if held is not None:
            yield held
            held = None
        yield payload


OPENAI_CALLS = [
    Breakage(
        "calls are dropped",
        [
            features.tools_round_trip_streamed_CL_CS4,
            features.tools_round_trip_whole_CL_CH18,
            features.parallel_calls_have_an_index_each_CL_CS4,
        ],
        answer=without("tool_calls"),
    ),
    Breakage(
        "a turn with calls finishes with stop",
        [
            features.tools_round_trip_streamed_CL_CS4,
            features.tools_round_trip_whole_CL_CH18,
            features.the_helper_puts_streams_together_CL_CS3,
        ],
        answer=each_message(
            lambda choice, _: choice.update(finish_reason="stop") if choice["finish_reason"] == "tool_calls" else None
        ),
    ),
    Breakage(
        "calls share an index",
        [features.parallel_calls_have_an_index_each_CL_CS4],
        answer=each_call(lambda call: call.update(index=0) if "index" in call else None),
    ),
    Breakage(
        "calls have no index",
        [features.parallel_calls_have_an_index_each_CL_CS4],
        answer=each_call(lambda call: call.pop("index", None)),
    ),
    Breakage(
        "ids of calls repeat",
        [
            features.parallel_calls_have_an_index_each_CL_CS4,
            features.tools_round_trip_streamed_CL_CS4,
            features.tools_round_trip_whole_CL_CH18,
        ],
        answer=each_call(lambda call: call.update(id="call_0")),
    ),
    Breakage(
        "calls come in pieces",
        [features.tools_round_trip_streamed_CL_CS4, features.the_helper_puts_streams_together_CL_CS3],
        stream=calls_come_in_pieces,
    ),
    Breakage(
        "all calls come in one chunk",
        [features.chunks_have_one_shape_CL_CS2],
        stream=all_calls_in_one_chunk,
    ),
    Breakage(
        "arguments are empty",
        [features.tools_round_trip_streamed_CL_CS4, features.tools_round_trip_whole_CL_CH18],
        answer=each_call(lambda call: call["function"].update(arguments="")),
    ),
    Breakage(
        "names of tools are not restored",
        [features.tools_round_trip_streamed_CL_CS4, features.tools_round_trip_whole_CL_CH18],
        answer=each_call(lambda call: call["function"].update(name="weather_look_up")),
    ),
    Breakage(
        "signatures are lost",
        [features.tools_round_trip_streamed_CL_CS4, features.tools_round_trip_whole_CL_CH18],
        answer=each_call(lambda call: call.pop("extra_content", None)),
    ),
]

# OpenAI: text, usage and the frame of a stream


def chunks(change):
    """Changes each object of a stream; bytes and objects that `change` yields go out in its place."""

    def stream(payloads):
        for payload in payloads:
            if isinstance(payload, dict):
                yield from change(payload)
            else:
                yield payload

    return stream


def text_at_once(payloads):
    """The whole text in one piece, at the end."""
    held, text = None, ""
    for payload in payloads:
        piece = payload["choices"][0]["delta"].get("content") if payload != "[DONE]" and payload["choices"] else None
        if piece:
            held, text = payload, text + piece
            continue
        if held and (payload == "[DONE]" or payload["choices"][0]["finish_reason"]):
            held["choices"][0]["delta"]["content"] = text
            yield held
            held = None
        yield payload


def cut_in_the_middle(payloads):
    for number, payload in enumerate(payloads):
        if number == 3:
            yield CUT
            return
        yield payload


def new_ids(payloads):
    for number, payload in enumerate(payloads):
        if isinstance(payload, dict) and "id" in payload:
            payload["id"] = f"chatcmpl-{number}"
        yield payload


def usage_first(payloads):
    told = list(payloads)
    last = [payload for payload in told if isinstance(payload, dict) and payload.get("usage")]
    yield from last + [payload for payload in told if payload not in last]


def finish_with_the_text(payloads):
    """The reason comes on the last chunk of text."""
    held = None
    for payload in payloads:
        if isinstance(payload, dict) and payload["choices"] and payload["choices"][0]["finish_reason"] and held:
            held["choices"][0]["finish_reason"] = payload["choices"][0]["finish_reason"]
            yield held
            held = None
            continue
        if held:
            yield held
        held = payload
    yield held


def thoughts_with_the_text(payloads):
    """A chunk with thoughts and text at once."""
    thought = ""
    for payload in payloads:
        if isinstance(payload, dict) and payload["choices"]:
            delta = payload["choices"][0]["delta"]
            thought = delta.pop("reasoning_content", "") or thought
            if delta.get("content") and thought:
                delta["reasoning_content"], thought = thought, ""
        yield payload


def thoughts_as_text(_, message):
    if thought := message.pop("reasoning_content", None):
        message["content"] = f"<think>{thought}</think>" + (message.get("content") or "")


def characters_are_split(_, message):
    if message.get("content"):
        message["content"] = message["content"].encode()[:-1].decode(errors="replace")


def usage_does_not_add_up(body):
    if body.get("usage"):
        body["usage"]["total_tokens"] += 1


def thinking_tokens_are_hidden(body):
    if body.get("usage"):
        body["usage"].pop("completion_tokens_details", None)


def broken_streams_look_complete(payloads):
    for payload in payloads:
        if isinstance(payload, dict) and "error" in payload:
            finish = {"index": 0, "delta": {}, "finish_reason": "stop"}
            payload = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [finish]}
        yield payload


OPENAI_ANSWERS = [
    Breakage("usage is hidden in a stream", [smoke.stream_is_exact, features.chunks_have_one_shape_CL_CS2],
             stream=chunks(lambda body: [] if body.get("usage") else [body])),
    Breakage("usage is hidden in a whole answer", [smoke.whole_answer_is_exact],
             answer=lambda body: body.pop("usage", None)),
    Breakage("usage comes first", [features.chunks_have_one_shape_CL_CS2], stream=usage_first),
    Breakage("usage does not add up", [smoke.whole_answer_is_exact], answer=usage_does_not_add_up),
    Breakage("thinking tokens are hidden", [features.thoughts_stand_apart_CL_CH4], answer=thinking_tokens_are_hidden),
    Breakage("thoughts are mixed into the text", [features.thoughts_stand_apart_CL_CH4],
             answer=each_message(thoughts_as_text)),
    Breakage("thoughts and text come in one chunk", [features.chunks_have_one_shape_CL_CS2],
             stream=thoughts_with_the_text),
    Breakage("text comes all at once", [smoke.stream_is_exact], stream=text_at_once),
    Breakage("characters are split", [smoke.stream_is_exact, smoke.whole_answer_is_exact],
             answer=each_message(characters_are_split)),
    Breakage("a chunk has no choices", [features.chunks_have_one_shape_CL_CS2],
             answer=lambda body: body.pop("choices") if body.get("choices") == [] else None),
    Breakage("an event is empty", [smoke.stream_is_exact],
             stream=chunks(lambda body: [b"data:\n\n", body])),
    Breakage("a stream is cut", [smoke.stream_is_exact, features.chunks_have_one_shape_CL_CS2],
             stream=cut_in_the_middle),
    Breakage("a stream has no finish reason", [smoke.stream_is_exact, features.tools_round_trip_streamed_CL_CS4],
             answer=each_message(lambda choice, _: choice.update(finish_reason=None))),
    Breakage("the finish reason comes with text", [features.chunks_have_one_shape_CL_CS2],
             stream=finish_with_the_text),
    Breakage("each chunk has an id of its own", [smoke.stream_is_exact, features.chunks_have_one_shape_CL_CS2],
             stream=new_ids),
    Breakage("the role is repeated", [features.chunks_have_one_shape_CL_CS2],
             answer=each_message(lambda _, message: message.update(role="assistant"))),
    Breakage("the model is another", [features.chunks_have_one_shape_CL_CS2],
             answer=lambda body: body.update(model="gemini")),
    Breakage("answers share an index", [features.several_answers_have_an_index_each_CL_X25],
             answer=each_message(lambda choice, _: choice.update(index=0))),
    Breakage("the second answer is lost", [features.several_answers_have_an_index_each_CL_X25],
             answer=lambda body: body.update(choices=[c for c in body["choices"] if c["index"] == 0])),
    Breakage("JSON comes in a code block",
             [features.answers_are_parsed_CL_CH11, features.the_helper_parses_streams_CL_CH11],
             answer=each_message(lambda _, m: m.update(content=f"```json\n{m['content']}\n```"))),
    Breakage("probabilities are left out", [features.logprobs_of_every_token_CF_P9_CL_CH17],
             answer=each_message(lambda choice, _: choice.pop("logprobs", None))),
    Breakage("probabilities are left out of streams", [features.logprobs_of_every_token_CF_P9_CL_CH17],
             answer=each_message(lambda choice, _: choice.pop("logprobs", None) if "delta" in choice else None)),
    Breakage("a token has another text", [features.logprobs_of_every_token_CF_P9_CL_CH17],
             answer=each_message(lambda choice, _: [t.update(token="x") for t in (choice.get("logprobs") or {}).get("content", [])])),
    Breakage("pictures of an answer are dropped",
             [features.pictures_come_back_CL_CH5], answer=without("images")),
    Breakage("blocked prompts look answered", [features.blocked_prompts_are_refusals_CL_X27],
             answer=each_message(lambda choice, message: (choice.update(finish_reason="stop"), message.pop("refusal", 0)))),
    Breakage("broken streams look complete", [smoke.broken_stream_is_told], stream=broken_streams_look_complete),
]

# OpenAI: requests, errors and lists


def pictures_of_a_request_are_dropped(body):
    for message in body.get("messages", []):
        if isinstance(message["content"], list):
            message["content"] = [part for part in message["content"] if part["type"] != "image_url"]


def errors(change):
    """Changes the answers that are no success; `change` gets and returns status, headers and body."""

    def reply(status, headers, body):
        return change(status, headers, body) if status >= 400 else (status, headers, body)

    return reply


def html(status, headers, body):
    return status, {**headers, "content-type": "text/html"}, b"<html><body>Bad Gateway</body></html>"


def useless_answers_look_complete(status, headers, body):
    choice = {"index": 0, "message": {"role": "assistant", "content": ""}, "finish_reason": "stop", "logprobs": None}
    answer = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    return 200, headers, json.dumps(answer).encode()


def without_waits(status, headers, body):
    kept = {name: value for name, value in headers.items() if name not in ("retry-after", "x-should-retry")}
    return status, kept, body


def nulls_in_the_list(body):
    for model in body.get("data", []):
        model["created"] = None


OPENAI_ERRORS = [
    Breakage("pictures of a request are dropped",
             [features.pictures_are_taken_CL_CH8, features.pictures_are_seen_on_signed_models_CL_CH8],
             request=pictures_of_a_request_are_dropped),
    Breakage("errors are told with status 200",
             [features.errors_have_the_right_class_CL_CE2, smoke.wrong_key_is_an_authentication_error,
              smoke.unknown_model_is_not_found, smoke.capacity_is_an_error_before_the_stream,
              smoke.malformed_request_is_a_bad_request],
             reply=errors(lambda status, headers, body: (200, headers, body))),
    Breakage("every error is 500",
             [features.errors_have_the_right_class_CL_CE2, smoke.wrong_key_is_an_authentication_error,
              smoke.unknown_model_is_not_found],
             reply=errors(lambda status, headers, body: (500, headers, body))),
    Breakage("errors are pages of HTML", [features.errors_have_the_right_class_CL_CE2], reply=errors(html)),
    Breakage("errors do not say how long to wait", [features.waits_are_told_CL_X14], reply=errors(without_waits)),
    Breakage("useless answers look complete", [features.useless_answers_are_errors_CL_X27],
             reply=errors(useless_answers_look_complete)),
    Breakage("no model is listed", [smoke.models_are_listed], answer=lambda body: body.update(data=[])),
    Breakage("the list of models has nulls", [smoke.models_are_listed], answer=nulls_in_the_list),
]

# Gemini's own API


def parts(body):
    for candidate in body.get("candidates", []):
        yield from candidate.get("content", {}).get("parts", [])


def each_part(change):
    def answer(body):
        for part in parts(body):
            change(part)

    return answer


def parts_without_calls(body):
    for candidate in body.get("candidates", []):
        if content := candidate.get("content"):
            content["parts"] = [part for part in content.get("parts", []) if "functionCall" not in part]


def each_candidate(change):
    def answer(body):
        for candidate in body.get("candidates", []):
            change(candidate)

    return answer


def broken_gemini_streams_look_complete(payloads):
    for payload in payloads:
        if payload is CUT:
            return
        if "error" in payload:
            payload = {"candidates": [{"content": {"parts": [], "role": "model"}, "finishReason": "STOP"}]}
        yield payload


def bare_names(body):
    body["name"] = body.get("name", "").removeprefix("models/")
    for model in body.get("models", []):
        model["name"] = model["name"].removeprefix("models/")


def with_done(payloads):
    yield from payloads
    yield "[DONE]"


def errors_of_another_api(status, headers, body):
    return status, headers, json.dumps({"detail": "something went wrong"}).encode()


GEMINI = [
    Breakage("Gemini: calls are dropped", [genai.genai_calls_functions_by_itself], answer=parts_without_calls),
    Breakage("Gemini: arguments are dropped", [genai.genai_calls_functions_by_itself],
             answer=each_part(lambda part: part["functionCall"].pop("args") if "functionCall" in part else None)),
    Breakage("Gemini: signatures are lost", [genai.genai_calls_functions_by_itself],
             answer=each_part(lambda part: part.pop("thoughtSignature", None))),
    Breakage("Gemini: thoughts are not marked", [genai.genai_shows_thoughts],
             answer=each_part(lambda part: part.pop("thought", None))),
    Breakage("Gemini: usage is hidden",
             [genai.genai_generates, genai.genai_streams, genai.genai_takes_pictures, genai.genai_shows_thoughts],
             answer=lambda body: body.pop("usageMetadata", None)),
    Breakage("Gemini: there is no finish reason", [genai.genai_generates, genai.genai_streams],
             answer=each_candidate(lambda candidate: candidate.pop("finishReason", None))),
    Breakage("Gemini: text is doubled", [genai.genai_generates, genai.genai_streams, genai.genai_chats],
             answer=each_part(lambda part: part.update(text=part["text"] * 2) if "text" in part else None)),
    Breakage("Gemini: JSON comes in a code block", [genai.genai_gets_structured_output],
             answer=each_part(lambda part: part.update(text=f"```json\n{part.get('text')}\n```"))),
    Breakage("Gemini: streams end as OpenAI's do", [genai.genai_streams, genai.genai_chats], stream=with_done),
    Breakage("Gemini: events have names", [genai.genai_streams, genai.genai_chats],
             stream=chunks(lambda body: [b"event: message\r\n", body])),
    Breakage("Gemini: a stream is cut", [genai.genai_streams], stream=cut_in_the_middle),
    Breakage("Gemini: broken streams look complete", [genai.genai_is_told_of_a_broken_stream],
             stream=broken_gemini_streams_look_complete),
    Breakage("Gemini: errors are told with status 200", [genai.genai_gets_errors],
             reply=errors(lambda status, headers, body: (200, headers, body))),
    Breakage("Gemini: errors have another shape", [genai.genai_gets_errors], reply=errors(errors_of_another_api)),
    Breakage("Gemini: the count of tokens is hidden", [genai.genai_counts_tokens],
             answer=lambda body: body.pop("totalTokens", None)),
    Breakage("Gemini: probabilities are left out", [genai.genai_gets_logprobs],
             answer=each_candidate(lambda candidate: candidate.pop("logprobsResult", None))),
    Breakage("Gemini: models have bare names", [genai.genai_lists_models], answer=bare_names),
]

BREAKAGES = OPENAI_CALLS + OPENAI_ANSWERS + OPENAI_ERRORS + GEMINI + event_breakages.BREAKAGES
