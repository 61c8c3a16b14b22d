"""What the official OpenAI SDK can do beyond plain chats: tools, pictures, schemas, several answers, errors."""

import asyncio
import json

import openai
import pydantic

from openai_smoke import client, expect

SIGNED = "gemini-3-pro-preview"
PLAIN = "gemini-2.5-flash"
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
# A name that Gemini does not take, and keywords of JSON Schema that it does not know.
TOOL = {
    "type": "function",
    "function": {
        "name": "weather/look up",
        "strict": True,
        "parameters": {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "type": "object",
            "properties": {"city": {"type": "string", "minLength": 1}, "days": {"type": ["integer", "null"]}},
            "required": ["city"],
            "additionalProperties": False,
        },
    },
}


def gather(stream):
    """The message of a stream, put together as a client does; each call must come whole in one delta."""
    calls, text, finish = {}, "", None
    for chunk in stream:
        if not chunk.choices:
            continue
        delta = chunk.choices[0].delta
        text += delta.content or ""
        for call in delta.tool_calls or []:
            expect(call.index not in calls and call.id and call.function.name, f"a call in pieces: {call}")
            calls[call.index] = call
        finish = chunk.choices[0].finish_reason or finish
    return text, [calls[index] for index in sorted(calls)], finish


def tools_round_trip(base_url, key, stream, echo):
    """A call, its result and the answer on a model that insists on signatures, which the client may drop."""
    sdk = client(base_url, key)
    messages = []
    for city in ("Rome", "Oslo"):
        messages.append({"role": "user", "content": f"What is the weather in {city}?"})
        asked = dict(model=SIGNED, messages=messages, tools=[TOOL], tool_choice="required")
        if stream:
            _, calls, finish = gather(sdk.chat.completions.create(stream=True, **asked))
        else:
            choice = sdk.chat.completions.create(**asked).choices[0]
            calls, finish = choice.message.tool_calls, choice.finish_reason
        expect(finish == "tool_calls" and calls, f"finish {finish}, calls {calls}")
        expect(all(call.function.name == TOOL["function"]["name"] for call in calls), f"names {calls}")
        expect("city" in json.loads(calls[0].function.arguments), calls[0].function.arguments)
        replayed = []
        for call in calls:
            kept = {"id": call.id, "type": "function", "function": call.function.model_dump()}
            if echo:
                extra = (call.model_extra or {}).get("extra_content")
                expect(extra, "the first call brings its signature") if call is calls[0] else None
                if extra:
                    kept["extra_content"] = extra
            replayed.append(kept)
        messages.append({"role": "assistant", "content": "", "tool_calls": replayed})
        for call in reversed(calls):
            messages.append({"role": "tool", "tool_call_id": call.id, "content": json.dumps({"sky": "clear"})})
        answer = sdk.chat.completions.create(model=SIGNED, messages=messages, tools=[TOOL]).choices[0]
        expect(answer.finish_reason == "stop" and answer.message.content, f"an answer to the results: {answer}")
        messages.append({"role": "assistant", "content": answer.message.content})
    ids = [call["id"] for message in messages for call in message.get("tool_calls", [])]
    expect(len(set(ids)) == len(ids) and all(len(id) <= 64 for id in ids), f"ids {ids}")


def tools_round_trip_streamed_CL_CS4(base_url, key):
    tools_round_trip(base_url, key, stream=True, echo=True)


def tools_round_trip_whole_CL_CH18(base_url, key):
    tools_round_trip(base_url, key, stream=False, echo=True)


def tools_round_trip_without_signatures_CL_X23(base_url, key):
    tools_round_trip(base_url, key, stream=True, echo=False)
    tools_round_trip(base_url, key, stream=False, echo=False)


def parallel_calls_have_an_index_each_CL_CS4(base_url, key):
    sdk = client(base_url, key)
    for model in ("gemini-3-pro-preview-sim-parallel", "gemini-3-pro-preview-sim-parallel-events"):
        asked = dict(model=model, messages=[{"role": "user", "content": "hi"}], tools=[TOOL])
        _, calls, finish = gather(sdk.chat.completions.create(stream=True, **asked))
        expect(len(calls) == 2 and finish == "tool_calls", f"{model}: {finish} {calls}")
        expect(calls[0].id != calls[1].id, "ids")
        one = sdk.chat.completions.create(parallel_tool_calls=False, **asked).choices[0]
        expect(len(one.message.tool_calls) == 1, f"{model}: {one}")


def chunks_have_one_shape_CL_CS2(base_url, key):
    """Role first, one kind of content a chunk, one finish, then usage: clients lose what comes otherwise."""
    sdk = client(base_url, key)
    kinds = {"content", "reasoning_content", "tool_calls", "images"}
    for options in (
        dict(model=PLAIN, messages=[{"role": "user", "content": "Repeat: one two"}], reasoning_effort="high"),
        dict(model=SIGNED + "-sim-parallel", messages=[{"role": "user", "content": "hi"}], tools=[TOOL]),
        dict(model="sim-image", messages=[{"role": "user", "content": "draw"}]),
    ):
        stream = sdk.chat.completions.create(stream=True, stream_options={"include_usage": True}, **options)
        *chunks, usage = [chunk.model_dump(exclude_unset=True) for chunk in stream]
        expect(usage["choices"] == [] and usage["usage"]["total_tokens"] > 0, f"usage {usage}")
        expect(not any(chunk.get("usage") for chunk in chunks), "usage before the end")
        for field in ("id", "created", "model", "object"):
            expect(len({chunk[field] for chunk in [*chunks, usage]}) == 1, f"{field} changes")
        expect(usage["model"] == options["model"] and usage["object"] == "chat.completion.chunk", usage)
        expect(all(len(chunk["choices"]) == 1 and chunk["choices"][0]["index"] == 0 for chunk in chunks), chunks)
        first, *middle, last = [chunk["choices"][0] for chunk in chunks]
        expect(first["delta"]["role"] == "assistant", first)
        expect(not any("role" in choice["delta"] for choice in [*middle, last]), "the role is repeated")
        for choice in middle:
            filled = [kind for kind in kinds if choice["delta"].get(kind)]
            expect(len(filled) == 1 and choice["finish_reason"] is None, f"a chunk of {filled}: {choice}")
            expect(len(choice["delta"].get("tool_calls", [])) <= 1, choice)
        expect(last["finish_reason"] in ("stop", "tool_calls") and not kinds & set(last["delta"]), last)


def the_helper_puts_streams_together_CL_CS3(base_url, key):
    with client(base_url, key).chat.completions.stream(
        model=SIGNED, messages=[{"role": "user", "content": "hi"}], tools=[TOOL], tool_choice="required"
    ) as stream:
        for _ in stream:
            pass
        choice = stream.get_final_completion().choices[0]
    expect(choice.finish_reason == "tool_calls", choice.finish_reason)
    expect("city" in json.loads(choice.message.tool_calls[0].function.arguments), choice.message)


def pictures_are_taken_CL_CH8(base_url, key):
    """The simulator counts a picture that reaches it as 258 tokens."""
    sdk = client(base_url, key)
    text = {"type": "text", "text": "Repeat: a pixel"}
    picture = {"type": "image_url", "image_url": {"url": PIXEL}}
    tokens = []
    for content in ([text], [text, picture]):
        answer = sdk.chat.completions.create(model=PLAIN, messages=[{"role": "user", "content": content}])
        expect(answer.choices[0].message.content == "a pixel", answer.choices[0].message)
        tokens.append(answer.usage.prompt_tokens)
    expect(tokens[1] - tokens[0] == 258, f"tokens without and with the picture: {tokens}")


def pictures_come_back_CL_CH5(base_url, key):
    answer = client(base_url, key).chat.completions.create(
        model="sim-image", messages=[{"role": "user", "content": "draw"}]
    )
    images = answer.choices[0].message.model_extra["images"]
    expect(images[0]["image_url"]["url"].startswith("data:image/png;base64,"), images)


class Forecast(pydantic.BaseModel):
    city: str
    days: list[int]
    wind: float | None


def answers_are_parsed_CL_CH11(base_url, key):
    answer = client(base_url, key).beta.chat.completions.parse(
        model=PLAIN, messages=[{"role": "user", "content": "forecast"}], response_format=Forecast
    )
    expect(isinstance(answer.choices[0].message.parsed, Forecast), answer.choices[0].message)


def several_answers_have_an_index_each_CL_X25(base_url, key):
    sdk = client(base_url, key)
    asked = dict(model=PLAIN, n=2, messages=[{"role": "user", "content": "Repeat: one two"}])
    answer = sdk.chat.completions.create(**asked)
    expect([c.index for c in answer.choices] == [0, 1], answer.choices)
    expect([c.message.content for c in answer.choices] == ["one two"] * 2, answer.choices)
    texts = {0: "", 1: ""}
    for chunk in sdk.chat.completions.create(stream=True, **asked):
        for choice in chunk.choices:
            texts[choice.index] += choice.delta.content or ""
    expect(texts == {0: "one two", 1: "one two"}, texts)


def logprobs_of_every_token_CF_P9_CL_CH17(base_url, key):
    """Streamed and whole they are the same, and their tokens are the text; not asked for, they are null."""
    sdk = client(base_url, key)
    asked = dict(model=PLAIN, messages=[{"role": "user", "content": "Repeat: grüß dich 😀"}])
    wanted = dict(logprobs=True, top_logprobs=2)
    choice = sdk.chat.completions.create(**asked, **wanted).choices[0]
    tokens = choice.logprobs.content
    expect("".join(token.token for token in tokens) == choice.message.content == "grüß dich 😀", choice)
    for token in tokens:
        expect(token.logprob <= 0 and bytes(token.bytes).decode() == token.token, token)
        expect(len(token.top_logprobs) == 2 and token.top_logprobs[0].token == token.token, token)
        expect(token.top_logprobs[0].logprob > token.top_logprobs[1].logprob, token)
    expect(any(token.logprob < 0 for token in tokens), tokens)
    streamed = []
    for chunk in sdk.chat.completions.create(stream=True, **asked, **wanted):
        for part in chunk.choices:
            streamed += part.logprobs.content if part.logprobs else []
    expect(streamed == tokens, f"streamed {streamed}, whole {tokens}")
    bare = sdk.chat.completions.create(logprobs=True, **asked).choices[0]
    expect([len(token.top_logprobs) for token in bare.logprobs.content] == [0] * len(tokens), bare)
    plain = sdk.chat.completions.create(**asked).choices[0]
    expect("logprobs" in plain.model_fields_set and plain.logprobs is None, "the field is there, and null")


def the_helper_parses_streams_CL_CH11(base_url, key):
    with client(base_url, key).chat.completions.stream(
        model=PLAIN, messages=[{"role": "user", "content": "forecast"}], response_format=Forecast
    ) as stream:
        for _ in stream:
            pass
        choice = stream.get_final_completion().choices[0]
    expect(isinstance(choice.message.parsed, Forecast), choice.message)


def pictures_are_seen_on_signed_models_CL_CH8(base_url, key):
    """On Gemini 3, streamed, with the detail that clients send along, and by a URL that is no object."""
    sdk = client(base_url, key)
    text = {"type": "text", "text": "Repeat: seen"}
    forms = ({"url": PIXEL, "detail": "high"}, {"url": PIXEL.replace(";base64", ";charset=utf-8;base64")})
    counts = []
    for content in [[text]] + [[text, {"type": "image_url", "image_url": form}] for form in forms]:
        *chunks, usage = sdk.chat.completions.create(
            model=SIGNED, stream=True, stream_options={"include_usage": True},
            messages=[{"role": "user", "content": content}],
        )
        seen = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
        expect(seen == "seen", seen)
        counts.append(usage.usage.prompt_tokens)
    expect([count - counts[0] for count in counts[1:]] == [258, 258], f"tokens {counts}")


def thoughts_stand_apart_CL_CH4(base_url, key):
    answer = client(base_url, key).chat.completions.create(
        model=PLAIN, reasoning_effort="high", messages=[{"role": "user", "content": "Repeat: hi"}]
    )
    expect(answer.choices[0].message.content == "hi", answer.choices[0])
    expect(answer.choices[0].message.model_extra.get("reasoning_content"), "thoughts")
    expect(answer.usage.completion_tokens_details.reasoning_tokens > 0, answer.usage)


def errors_have_the_right_class_CL_CE2(base_url, key):
    cases = {
        "sim-invalid": openai.BadRequestError,
        "sim-too-long": openai.BadRequestError,
        "sim-not-found": openai.NotFoundError,
        "sim-rate-limit": openai.RateLimitError,
        "sim-quota": openai.RateLimitError,
        "sim-internal": openai.InternalServerError,
        "sim-overloaded": openai.InternalServerError,
        "sim-html-502": openai.InternalServerError,
        "sim-empty-503": openai.InternalServerError,
        "sim-iam": openai.PermissionDeniedError,
    }
    sdk = client(base_url, key)
    for model, expected in cases.items():
        for stream in (False, True):
            try:
                sdk.chat.completions.create(model=model, stream=stream, messages=[{"role": "user", "content": "hi"}])
            except openai.APIStatusError as error:
                expect(type(error) is expected, f"{model}: {type(error).__name__} {error.status_code}")
                expect(error.body and error.body["message"], f"{model}: {error.body}")
                continue
            raise AssertionError(f"{model}: no error")


def useless_answers_are_errors_CL_X27(base_url, key):
    sdk = client(base_url, key)
    for model in ("sim-finish-malformed-function-call", "sim-no-response", "sim-empty-candidates"):
        for stream in (False, True):
            try:
                sdk.chat.completions.create(model=model, stream=stream, messages=[{"role": "user", "content": "hi"}])
            except openai.InternalServerError as error:
                expect(error.status_code == 502, f"{model}: {error.status_code}")
                continue
            raise AssertionError(f"{model}: no error")


def waits_are_told_CL_X14(base_url, key):
    """How long to wait, or that it is pointless: the SDK obeys both."""
    sdk = client(base_url, key)
    for model, header, expected in (
        ("sim-rate-limit-10s", "retry-after", "10"),
        ("sim-quota", "x-should-retry", "false"),
    ):
        try:
            sdk.chat.completions.create(model=model, messages=[{"role": "user", "content": "hi"}])
        except openai.RateLimitError as error:
            expect(error.response.headers.get(header) == expected, f"{model}: {error.response.headers}")
            continue
        raise AssertionError(f"{model}: no error")


def the_async_client_streams(base_url, key):
    async def stream():
        async with openai.AsyncOpenAI(base_url=base_url, api_key=key, max_retries=0, timeout=30) as sdk:
            chunks = await sdk.chat.completions.create(
                model=PLAIN, stream=True, messages=[{"role": "user", "content": "Repeat: one two"}]
            )
            return "".join([chunk.choices[0].delta.content or "" async for chunk in chunks])

    text = asyncio.run(stream())
    expect(text == "one two", text)


def blocked_prompts_are_refusals_CL_X27(base_url, key):
    answer = client(base_url, key).chat.completions.create(
        model="sim-blocked", messages=[{"role": "user", "content": "hi"}]
    )
    choice = answer.choices[0]
    expect(choice.finish_reason == "content_filter" and choice.message.refusal, choice)


CHECKS = [
    tools_round_trip_streamed_CL_CS4,
    tools_round_trip_whole_CL_CH18,
    tools_round_trip_without_signatures_CL_X23,
    parallel_calls_have_an_index_each_CL_CS4,
    chunks_have_one_shape_CL_CS2,
    the_helper_puts_streams_together_CL_CS3,
    pictures_are_taken_CL_CH8,
    pictures_come_back_CL_CH5,
    answers_are_parsed_CL_CH11,
    several_answers_have_an_index_each_CL_X25,
    logprobs_of_every_token_CF_P9_CL_CH17,
    the_helper_parses_streams_CL_CH11,
    pictures_are_seen_on_signed_models_CL_CH8,
    thoughts_stand_apart_CL_CH4,
    errors_have_the_right_class_CL_CE2,
    useless_answers_are_errors_CL_X27,
    waits_are_told_CL_X14,
    the_async_client_streams,
    blocked_prompts_are_refusals_CL_X27,
]
