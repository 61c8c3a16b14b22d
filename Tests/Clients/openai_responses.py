"""The Responses API by the official OpenAI SDK, unmodified, as a user would call it."""

import http.client
import json
import urllib.parse

import openai
import pydantic

from openai_smoke import MODEL, TEXT, client, expect

TOOL = {
    "type": "function",
    "name": "get_weather",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}


def responses_stream_is_exact_CF_R2_CL_RS9(base_url, key):
    with client(base_url, key).responses.stream(model=MODEL, input="Repeat: " + TEXT) as stream:
        events = list(stream)
        final = stream.get_final_response()
    deltas = [event.delta for event in events if event.type == "response.output_text.delta"]
    expect("".join(deltas) == TEXT and len(deltas) > 3, deltas)
    expect([event.sequence_number for event in events if hasattr(event, "sequence_number")][:2] == [0, 1], events[:2])
    expect(final.output_text == TEXT and final.status == "completed" and final.model == MODEL, final)
    expect(final.usage.total_tokens == final.usage.input_tokens + final.usage.output_tokens > 0, final.usage)


def responses_whole_answer_is_exact_CL_RS6(base_url, key):
    answer = client(base_url, key).responses.create(model=MODEL, input="Repeat: " + TEXT, instructions="Be exact.")
    expect(answer.output_text == TEXT and answer.id.startswith("resp_"), answer)
    expect(answer.instructions == "Be exact." and answer.output[0].content[0].annotations == [], answer)


def responses_tools_make_a_round_trip_CF_R6_CF_R11(base_url, key):
    """On a model that demands its signature back: sent back whole, by its encrypted form, or kept here."""
    sdk = client(base_url, key)
    for kind in ("sent back", "encrypted", "kept"):
        asked = dict(model="gemini-3-pro-preview", tools=[TOOL])
        if kind == "encrypted":
            asked.update(store=False, include=["reasoning.encrypted_content"], reasoning={"summary": "auto"})
        first = sdk.responses.create(input="What is the weather in Paris?", tool_choice="required", **asked)
        calls = [item for item in first.output if item.type == "function_call"]
        expect(calls and calls[0].name == "get_weather" and "city" in json.loads(calls[0].arguments), first)
        results = [{"type": "function_call_output", "call_id": c.call_id, "output": '{"sky": "clear"}'} for c in calls]
        if kind == "kept":
            second = sdk.responses.create(previous_response_id=first.id, input=results, **asked)
        else:
            if kind == "encrypted":
                signed = [item for item in first.output if item.type == "reasoning"]
                expect(signed and signed[-1].encrypted_content, first.output)
            said = [item.model_dump(exclude_none=True) for item in first.output]
            question = {"role": "user", "content": "What is the weather in Paris?"}
            second = sdk.responses.create(input=[question] + said + results, **asked)
        expect(second.status == "completed" and second.output_text, second)


class Place(pydantic.BaseModel):
    city: str


def responses_are_parsed_CL_RS5(base_url, key):
    parsed = client(base_url, key).responses.parse(model=MODEL, input="Where?", text_format=Place).output_parsed
    expect(isinstance(parsed, Place), parsed)


def responses_are_kept_and_forgotten_CL_RS3_CL_RS18(base_url, key):
    sdk = client(base_url, key)
    answer = sdk.responses.create(model=MODEL, input="Repeat: hi")
    expect(sdk.responses.retrieve(answer.id).output_text == "hi", "retrieve")
    expect(sdk.responses.input_items.list(answer.id).data[0].content, "input items")
    sdk.responses.delete(answer.id)
    for call in (
        lambda: sdk.responses.retrieve(answer.id),
        lambda: sdk.responses.create(model=MODEL, input="hi", previous_response_id=answer.id),
    ):
        try:
            call()
        except (openai.NotFoundError, openai.BadRequestError) as error:
            expect(answer.id in error.message or error.code == "previous_response_not_found", error.message)
            continue
        raise AssertionError("a response is still there")


def responses_tokens_are_counted_CL_RS18(base_url, key):
    count = client(base_url, key).responses.input_tokens.count(model=MODEL, input="hello", instructions="Be kind.")
    expect(count.input_tokens > 0, count)


def responses_have_no_web_socket_CL_RS18(base_url, key):
    address = urllib.parse.urlsplit(base_url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    connection.request("GET", "/v1/responses", headers={
        "Authorization": "Bearer " + key, "Connection": "Upgrade", "Upgrade": "websocket"})
    answer = connection.getresponse()
    expect(answer.status == 426 and json.load(answer)["error"]["message"], answer.status)


def responses_errors_are_the_sdks_CL_RS15(base_url, key):
    sdk = client(base_url, key)
    for call, kind in [
        (lambda: client(base_url, "gp-wrong").responses.create(model=MODEL, input="hi"), openai.AuthenticationError),
        (lambda: sdk.responses.create(model="sim-not-found", input="hi"), openai.NotFoundError),
        (lambda: sdk.responses.create(model=MODEL, input=5), openai.BadRequestError),
        (lambda: list(sdk.responses.create(model="sim-capacity", input="hi", stream=True)), openai.APIStatusError),
    ]:
        try:
            call()
        except kind:
            continue
        raise AssertionError(f"no {kind.__name__}")


def responses_failures_in_the_stream_are_told_CF_R17_CL_RS14(base_url, key):
    try:
        for _ in client(base_url, key).responses.create(model="sim-error-event", input="hi", stream=True):
            pass
    except openai.APIError as error:
        expect(error.message, "a message")
        return
    raise AssertionError("no APIError")


CHECKS = [
    responses_stream_is_exact_CF_R2_CL_RS9,
    responses_whole_answer_is_exact_CL_RS6,
    responses_tools_make_a_round_trip_CF_R6_CF_R11,
    responses_are_parsed_CL_RS5,
    responses_are_kept_and_forgotten_CL_RS3_CL_RS18,
    responses_tokens_are_counted_CL_RS18,
    responses_have_no_web_socket_CL_RS18,
    responses_errors_are_the_sdks_CL_RS15,
    responses_failures_in_the_stream_are_told_CF_R17_CL_RS14,
]
