"""The official Anthropic SDK, unmodified, as a user would call it."""

import json

import anthropic

MODEL = "gemini-2.5-flash"
TEXT = 'Grüße, 你好 😀 "quoted" back\\slash\nsecond line'
# A PNG of one pixel.
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
TOOL = {
    "name": "get_weather",
    "description": "The weather of a city.",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}


def client(base_url, key, **options):
    return anthropic.Anthropic(base_url=base_url.removesuffix("/v1"), api_key=key, max_retries=0, timeout=30, **options)


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def ask(text, **more):
    return {"model": MODEL, "max_tokens": 4096, "messages": [{"role": "user", "content": text}], **more}


def messages_stream_is_exact_CL_AN10_CL_AN11(base_url, key):
    with client(base_url, key).messages.stream(**ask("Repeat: " + TEXT)) as stream:
        pieces = list(stream.text_stream)
        message = stream.get_final_message()
    expect("".join(pieces) == TEXT and len(pieces) > 3, f"{pieces}")
    expect(message.content[0].text == TEXT, message)
    expect(message.stop_reason == "end_turn" and message.model == MODEL and message.id.startswith("msg_"), message)
    expect(message.usage.input_tokens > 0 and message.usage.output_tokens > 0, message.usage)


def messages_whole_answer_is_exact_CL_AN8(base_url, key):
    raw = client(base_url, key).messages.with_raw_response.create(**ask("Repeat: " + TEXT))
    message = raw.parse()
    expect([block.text for block in message.content] == [TEXT], message)
    expect(message.stop_reason == "end_turn" and message.usage.cache_creation_input_tokens == 0, message)
    expect(raw.headers.get("request-id"), dict(raw.headers))


def messages_tools_make_a_round_trip_CF_G12_CL_AN21(base_url, key):
    """On a model that demands its signature back."""
    for streamed in (False, True):
        request = ask(
            "What is the weather in Paris?", model="gemini-3-pro-preview", tools=[TOOL], tool_choice={"type": "any"},
            thinking={"type": "enabled", "budget_tokens": 2048})
        first = create(base_url, key, streamed, request)
        calls = [block for block in first.content if block.type == "tool_use"]
        expect(first.stop_reason == "tool_use" and calls, first)
        expect(calls[0].name == "get_weather" and isinstance(calls[0].input["city"], str), calls)
        request["messages"] = request["messages"] + [
            {"role": "assistant", "content": [block.model_dump(exclude_none=True) for block in first.content]},
            {"role": "user", "content": [
                {"type": "tool_result", "tool_use_id": call.id, "content": '{"weather": "sunny"}'} for call in calls]},
        ]
        del request["tool_choice"]
        second = create(base_url, key, streamed, request)
        expect(second.stop_reason == "end_turn" and any(b.type == "text" and b.text for b in second.content), second)


def create(base_url, key, streamed, request):
    if not streamed:
        return client(base_url, key).messages.create(**request)
    with client(base_url, key).messages.stream(**request) as stream:
        return stream.get_final_message()


def messages_thoughts_come_first_CF_A3(base_url, key):
    message = create(base_url, key, True, ask(
        "Repeat: hello", model="gemini-2.5-pro", thinking={"type": "enabled", "budget_tokens": 2048}))
    expect([block.type for block in message.content] == ["thinking", "text"], message)
    expect(message.content[0].thinking and message.content[0].signature, message.content[0])


def messages_stop_sequences_are_told_CL_AN9(base_url, key):
    for streamed in (False, True):
        message = create(base_url, key, streamed, ask("Repeat: one two three four", stop_sequences=["three"]))
        expect(message.content[0].text == "one two ", message.content)
        expect(message.stop_reason == "stop_sequence" and message.stop_sequence == "three", message)


def messages_tokens_are_counted_CF_A10_CL_AN19(base_url, key):
    short = client(base_url, key).messages.count_tokens(model=MODEL, messages=[{"role": "user", "content": "hi"}])
    full = client(base_url, key).messages.count_tokens(
        model=MODEL, messages=[{"role": "user", "content": "hi"}], tools=[TOOL], system="You are a patient teacher.")
    expect(0 < short.input_tokens < full.input_tokens, f"{short} {full}")


def messages_models_are_listed_CL_MO2(base_url, key):
    models = [model.id for model in client(base_url, key).models.list(limit=1000)]
    expect(MODEL in models, models)


def messages_claude_models_stand_for_ours_CF_A11_CL_AN22(base_url, key):
    raw = client(base_url, key).messages.with_raw_response.create(**ask("Repeat: hi", model="claude-haiku-4-5"))
    expect(raw.parse().model == "claude-haiku-4-5", raw.text)
    expect(raw.headers["x-gemini-proxy-model"] == "gemini-2.5-flash", dict(raw.headers))


def messages_what_is_unknown_is_tolerated_CF_A8_CL_AN1(base_url, key):
    message = client(base_url, key).beta.messages.create(
        **ask("Repeat: hi"), betas=["context-management-2025-06-27", "no-such-beta"],
        extra_body={"context_management": {"edits": []}, "no_such_field": 1})
    expect(message.content[0].text == "hi", message)


def messages_errors_are_the_sdks_CF_A9_CL_AN16(base_url, key):
    cases = [
        (lambda: client(base_url, "gp-wrong").messages.create(**ask("hi")), anthropic.AuthenticationError),
        (lambda: client(base_url, key).messages.create(**ask("hi", model="sim-not-found")), anthropic.NotFoundError),
        (lambda: client(base_url, key).messages.create(**ask(5)), anthropic.BadRequestError),
        (lambda: client(base_url, key).messages.create(**ask("hi", model="sim-rate-limit")), anthropic.RateLimitError),
    ]
    for call, kind in cases:
        try:
            call()
        except kind as error:
            body = json.loads(error.response.text)
            expect(body["type"] == "error" and body["error"]["message"], body)
            expect(body["request_id"] == error.response.headers["request-id"], body)
            continue
        raise AssertionError(f"no {kind.__name__}")


def messages_capacity_is_told_before_the_stream_CL_AN16(base_url, key):
    try:
        create(base_url, key, True, ask("hi", model="sim-capacity"))
    except anthropic.APIStatusError as error:
        expect(error.status_code in (429, 529), f"{error.status_code}")
        return
    raise AssertionError("no APIStatusError")


def messages_failures_in_the_stream_are_told_CL_AN17(base_url, key):
    for model in ("sim-error-event", "sim-break-off"):
        try:
            create(base_url, key, True, ask("Repeat: " + "many words " * 40, model=model))
        except anthropic.APIError as error:
            expect(error.message, "a message")
            continue
        raise AssertionError(f"{model}: no APIError")


def messages_thoughts_are_left_out_CL_AN20(base_url, key):
    """Omitted thoughts keep their place and their signature."""
    for streamed in (False, True):
        message = create(base_url, key, streamed, ask(
            "Repeat: hello", model="gemini-2.5-pro", thinking={"type": "adaptive", "display": "omitted"}))
        thought, text = message.content
        expect(thought.type == "thinking" and thought.thinking == "" and thought.signature, message)
        expect(text.text == "hello", message)


def messages_take_a_system_turn_and_a_prefill_CL_AN2_CL_AN3(base_url, key):
    """Claude Code's system turn among the messages, blocks as a system prompt, an answer that is begun by the client."""
    message = client(base_url, key).messages.create(
        model=MODEL, max_tokens=4096,
        system=[{"type": "text", "text": "x-anthropic-billing-header: cc_version=1"},
                {"type": "text", "text": "Be exact.", "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": "Repeat: a b"}],
        extra_body={"messages": [
            {"role": "assistant", "content": "hello"},
            {"role": "system", "content": [{"type": "text", "text": "The user is on a phone."}]},
            {"role": "user", "content": []},
            {"role": "user", "content": [{"type": "text", "text": "Repeat: a b"}]},
        ]})
    expect(message.content[0].text == "a b", message)
    prefilled = client(base_url, key).messages.create(
        model=MODEL, max_tokens=4096,
        messages=[{"role": "user", "content": "Count."}, {"role": "assistant", "content": "one, two,"}])
    expect(prefilled.stop_reason == "end_turn" and prefilled.content, prefilled)


def messages_take_pictures_in_results_CL_AN4(base_url, key):
    """An image and a document of the user's, and an image that a tool gave."""
    picture = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PIXEL}}
    document = {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "a b c"}}
    message = client(base_url, key).messages.create(
        model="gemini-3-pro-preview", max_tokens=4096, tools=[TOOL], messages=[
            {"role": "user", "content": [picture, document, {"type": "text", "text": "What is there?"}]},
            {"role": "assistant", "content": [
                {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {"city": "Paris"}}]},
            {"role": "user", "content": [
                {"type": "tool_result", "tool_use_id": "toolu_1", "is_error": False,
                 "content": [{"type": "text", "text": "sunny"}, picture]},
                {"type": "redacted_thinking", "data": "x"},
                {"type": "text", "text": "Go on."}]}])
    expect(message.stop_reason == "end_turn" and message.content, message)


def messages_search_with_the_server_tool_CL_AN5(base_url, key):
    for streamed in (False, True):
        message = create(base_url, key, streamed, ask(
            "Repeat: hello", tools=[{"type": "web_search_20250305", "name": "web_search", "max_uses": 3}]))
        kinds = [block.type for block in message.content]
        expect(kinds == ["text", "server_tool_use", "web_search_tool_result"], message)
        expect(message.content[2].tool_use_id == message.content[1].id, message)
        expect(message.content[0].citations and message.usage.server_tool_use.web_search_requests == 1, message)


def messages_choose_tools_CL_AN6(base_url, key):
    """Forced, forbidden, and one call where several were thought of."""
    text = 'get_weather({"city":"Paris"}) get_weather({"city":"Rome"})'
    forced = create(base_url, key, False, ask("hi", tools=[TOOL], tool_choice={"type": "tool", "name": "get_weather"}))
    expect(forced.stop_reason == "tool_use", forced)
    forbidden = create(base_url, key, False, ask(text, tools=[TOOL], tool_choice={"type": "none"}))
    expect(forbidden.stop_reason == "end_turn", forbidden)
    for streamed in (False, True):
        one = create(base_url, key, streamed, ask(
            text, tools=[TOOL], tool_choice={"type": "auto", "disable_parallel_tool_use": True}))
        expect([block.type for block in one.content].count("tool_use") == 1, one)


def messages_are_too_long_in_the_right_words_CL_AN18(base_url, key):
    try:
        create(base_url, key, False, ask("hi", model="sim-too-long"))
    except anthropic.BadRequestError as error:
        return expect("prompt is too long" in error.message, error.message)
    raise AssertionError("no BadRequestError")


CHECKS = [
    messages_stream_is_exact_CL_AN10_CL_AN11,
    messages_whole_answer_is_exact_CL_AN8,
    messages_tools_make_a_round_trip_CF_G12_CL_AN21,
    messages_thoughts_come_first_CF_A3,
    messages_stop_sequences_are_told_CL_AN9,
    messages_tokens_are_counted_CF_A10_CL_AN19,
    messages_models_are_listed_CL_MO2,
    messages_claude_models_stand_for_ours_CF_A11_CL_AN22,
    messages_what_is_unknown_is_tolerated_CF_A8_CL_AN1,
    messages_errors_are_the_sdks_CF_A9_CL_AN16,
    messages_capacity_is_told_before_the_stream_CL_AN16,
    messages_failures_in_the_stream_are_told_CL_AN17,
    messages_thoughts_are_left_out_CL_AN20,
    messages_take_a_system_turn_and_a_prefill_CL_AN2_CL_AN3,
    messages_take_pictures_in_results_CL_AN4,
    messages_search_with_the_server_tool_CL_AN5,
    messages_choose_tools_CL_AN6,
    messages_are_too_long_in_the_right_words_CL_AN18,
]
