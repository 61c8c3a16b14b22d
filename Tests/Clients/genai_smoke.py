"""Google's own google-genai SDK, unmodified, pointed at the proxy."""

import asyncio
import base64

from google import genai
from google.genai import errors, types

MODEL = "gemini-2.5-flash"
TEXT = 'Grüße, 你好 😀 "quoted" back\\slash\nsecond line'
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def client(base_url, key):
    """Must be kept as long as it is used: the SDK closes its connections with it."""
    root = base_url.removesuffix("/v1")
    return genai.Client(api_key=key, vertexai=False, http_options=types.HttpOptions(base_url=root, timeout=30_000))


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def genai_generates(base_url, key):
    sdk = client(base_url, key)
    answer = sdk.models.generate_content(model=MODEL, contents="Repeat: " + TEXT)
    expect(answer.text == TEXT, f"got {answer.text!r}")
    expect(answer.candidates[0].finish_reason == types.FinishReason.STOP, answer.candidates[0].finish_reason)
    usage = answer.usage_metadata
    expect(usage.total_token_count == usage.prompt_token_count + usage.candidates_token_count, usage)


def genai_streams(base_url, key):
    sdk = client(base_url, key)
    chunks = list(sdk.models.generate_content_stream(model=MODEL, contents="Repeat: " + TEXT))
    expect("".join(chunk.text or "" for chunk in chunks) == TEXT, chunks)
    expect(len(chunks) > 3, "more than one piece")
    expect(chunks[-1].candidates[0].finish_reason == types.FinishReason.STOP, chunks[-1])
    # Clients that stop at the reason never see counts that come later.
    expect(chunks[-1].usage_metadata.total_token_count > 0, chunks[-1])


def genai_chats(base_url, key):
    sdk = client(base_url, key)
    chat = sdk.chats.create(model=MODEL)
    expect(chat.send_message("Repeat: one").text == "one", "first turn")
    expect("".join(chunk.text for chunk in chat.send_message_stream("Repeat: two three")) == "two three", "second turn")
    expect(len(chat.get_history()) >= 4, chat.get_history())


def genai_calls_functions_by_itself(base_url, key):
    """The SDK runs the function and asks again; Gemini 3 must get its signature and its id back."""
    sdk = client(base_url, key)
    cities = []

    def get_weather(city: str) -> str:
        """The weather in a city."""
        cities.append(city)
        return "sunny in " + city

    for model in (MODEL, "gemini-3-pro-preview"):
        chat = sdk.chats.create(model=model, config=types.GenerateContentConfig(tools=[get_weather]))
        answer = chat.send_message('get_weather({"city":"Köln"})')
        expect("sunny in Köln" in answer.text, f"{model}: {answer.text!r}")
        calls = [part for content in chat.get_history() for part in content.parts if part.function_call]
        expect(len(calls) == 1 and calls[0].function_call.args == {"city": "Köln"}, f"{model}: {calls}")
        expect(calls[0].thought_signature or model == MODEL, f"{model}: a call without its signature")
        streamed = "".join(chunk.text or "" for chunk in chat.send_message_stream('get_weather({"city":"Rome"})'))
        expect("sunny in Rome" in streamed, f"{model}: {streamed!r}")
    expect(cities == ["Köln", "Rome"] * 2, cities)


def genai_takes_pictures(base_url, key):
    """The simulator counts a picture that reaches it as 258 tokens."""
    sdk = client(base_url, key)
    picture = types.Part.from_bytes(data=PIXEL, mime_type="image/png")
    tokens = [
        sdk.models.generate_content(model=MODEL, contents=contents).usage_metadata.prompt_token_count
        for contents in (["hi"], ["hi", picture])
    ]
    expect(tokens[1] - tokens[0] == 258, f"tokens without and with the picture: {tokens}")


def genai_shows_thoughts(base_url, key):
    sdk = client(base_url, key)
    config = types.GenerateContentConfig(thinking_config=types.ThinkingConfig(include_thoughts=True))
    answer = sdk.models.generate_content(
        model="gemini-3-pro-preview", contents="Repeat: yes", config=config
    )
    parts = answer.candidates[0].content.parts
    expect([part.text for part in parts if part.thought], parts)
    expect(answer.text == "yes" and answer.usage_metadata.thoughts_token_count > 0, answer)


def genai_gets_structured_output(base_url, key):
    sdk = client(base_url, key)
    schema = {"type": "OBJECT", "properties": {"n": {"type": "INTEGER"}}, "required": ["n"]}
    config = types.GenerateContentConfig(response_mime_type="application/json", response_schema=schema)
    answer = sdk.models.generate_content(model=MODEL, contents="hi", config=config)
    expect(answer.parsed == {"n": 1}, answer.parsed)


def genai_gets_logprobs(base_url, key):
    sdk = client(base_url, key)
    config = types.GenerateContentConfig(response_logprobs=True, logprobs=2)
    answer = sdk.models.generate_content(model=MODEL, contents="Repeat: one two", config=config)
    result = answer.candidates[0].logprobs_result
    expect("".join(token.token for token in result.chosen_candidates) == "one two", result)
    expect([len(top.candidates) for top in result.top_candidates] == [2, 2], result)
    streamed = []
    for chunk in sdk.models.generate_content_stream(model=MODEL, contents="Repeat: one two", config=config):
        streamed += chunk.candidates[0].logprobs_result.chosen_candidates
    expect(streamed == result.chosen_candidates, f"streamed {streamed}, whole {result.chosen_candidates}")


def genai_works_without_blocking(base_url, key):
    """The asynchronous half of the SDK has its own readers of streams and of errors."""

    async def ask():
        sdk = client(base_url, key)
        answer = await sdk.aio.models.generate_content(model=MODEL, contents="Repeat: " + TEXT)
        expect(answer.text == TEXT, answer.text)
        pieces = [chunk.text or "" async for chunk in await sdk.aio.models.generate_content_stream(
            model=MODEL, contents="Repeat: " + TEXT)]
        expect("".join(pieces) == TEXT and len(pieces) > 3, pieces)
        expect((await sdk.aio.models.count_tokens(model=MODEL, contents="12345678")).total_tokens == 2, "tokens")
        try:
            await sdk.aio.models.generate_content(model="sim-capacity", contents="hi")
        except errors.ServerError as error:
            expect(error.code == 503 and error.message, error)
        else:
            raise AssertionError("no ServerError")
        text = ""
        try:
            async for chunk in await sdk.aio.models.generate_content_stream(
                model="sim-break-off", contents="Repeat: a b c d e f g h"
            ):
                text += chunk.text or ""
        except errors.APIError as error:
            expect(text and error.code == 502, f"{text!r} {error}")
        else:
            raise AssertionError(f"a broken answer looked complete: {text!r}")
        await sdk.aio.aclose()

    asyncio.run(ask())


def genai_counts_tokens(base_url, key):
    sdk = client(base_url, key)
    count = sdk.models.count_tokens(model=MODEL, contents="12345678")
    expect(count.total_tokens == 2, count)


def genai_lists_models(base_url, key):
    sdk = client(base_url, key)
    models = {model.name for model in sdk.models.list()}
    expect("models/" + MODEL in models, models)
    expect(sdk.models.get(model=MODEL).name == "models/" + MODEL, "one model")


def genai_gets_errors(base_url, key):
    sdk = client(base_url, key)
    for model, code in (("sim-not-found", 404), ("sim-capacity", 503)):
        for stream in (False, True):
            try:
                if stream:
                    list(sdk.models.generate_content_stream(model=model, contents="hi"))
                else:
                    sdk.models.generate_content(model=model, contents="hi")
            except errors.APIError as error:
                expect(error.code == code and error.message and error.status, f"{model}: {error}")
            else:
                raise AssertionError(f"{model}: no APIError")


def genai_is_told_of_a_broken_stream(base_url, key):
    sdk = client(base_url, key)
    text = ""
    try:
        for chunk in sdk.models.generate_content_stream(
            model="sim-break-off", contents="Repeat: a b c d e f g h"
        ):
            text += chunk.text or ""
    except errors.APIError as error:
        expect(text and error.code == 502, f"{text!r} {error}")
        return
    raise AssertionError(f"a broken answer looked complete: {text!r}")


CHECKS = [
    genai_generates,
    genai_streams,
    genai_chats,
    genai_calls_functions_by_itself,
    genai_takes_pictures,
    genai_shows_thoughts,
    genai_gets_structured_output,
    genai_gets_logprobs,
    genai_works_without_blocking,
    genai_counts_tokens,
    genai_lists_models,
    genai_gets_errors,
    genai_is_told_of_a_broken_stream,
]
