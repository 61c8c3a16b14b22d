"""The official OpenAI SDK, unmodified, as a user would call it."""

import openai

MODEL = "gemini-2.5-flash"
# Words, non-ASCII, an astral character, quotes, a backslash and a line break: all must come back unchanged.
TEXT = 'Grüße, 你好 😀 "quoted" back\\slash\nsecond line'


def client(base_url, key, **options):
    return openai.OpenAI(base_url=base_url, api_key=key, max_retries=0, timeout=30, **options)


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def stream_is_exact(base_url, key):
    chunks = list(
        client(base_url, key).chat.completions.create(
            model=MODEL,
            stream=True,
            stream_options={"include_usage": True},
            messages=[{"role": "user", "content": "Repeat: " + TEXT}],
        )
    )
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    expect(text == TEXT, f"got {text!r}")
    finishes = [c.choices[0].finish_reason for c in chunks if c.choices and c.choices[0].finish_reason]
    expect(finishes == ["stop"], f"finish reasons {finishes}")
    expect(chunks[-1].usage.total_tokens > 0 and not chunks[-1].choices, "usage chunk")
    expect(len({chunk.id for chunk in chunks}) == 1, "one id")
    expect(sum(1 for c in chunks if c.choices and c.choices[0].delta.content) > 3, "more than one piece")


def whole_answer_is_exact(base_url, key):
    answer = client(base_url, key).chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": "Repeat: " + TEXT}]
    )
    expect(answer.choices[0].message.content == TEXT, f"got {answer.choices[0].message.content!r}")
    expect(answer.choices[0].finish_reason == "stop", "finish reason")
    expect(answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens, "usage")


def models_are_listed(base_url, key):
    sdk = client(base_url, key)
    models = [model.model_dump(exclude_unset=True) for model in sdk.models.list()]
    expect(MODEL in [model["id"] for model in models], f"models {models}")
    # One null, and some clients show no model at all.
    for model in models:
        expect(model["object"] == "model" and type(model["created"]) is int and model["owned_by"], model)
        expect(None not in model.values(), model)
    expect(sdk.models.retrieve(MODEL).id == MODEL, "one model")


def wrong_key_is_an_authentication_error(base_url, key):
    try:
        client(base_url, "gp-wrong").models.list()
    except openai.AuthenticationError:
        return
    raise AssertionError("no AuthenticationError")


def unknown_model_is_not_found(base_url, key):
    try:
        client(base_url, key).chat.completions.create(
            model="sim-not-found", messages=[{"role": "user", "content": "hi"}]
        )
    except openai.NotFoundError as error:
        expect("'sim-not-found'" in error.message and "/v1/models" in error.message, error.message)
        return
    raise AssertionError("no NotFoundError")


def capacity_is_an_error_before_the_stream(base_url, key):
    try:
        client(base_url, key).chat.completions.create(
            model="sim-capacity", stream=True, messages=[{"role": "user", "content": "hi"}]
        )
    except openai.APIStatusError as error:
        expect(error.status_code in (429, 503), f"status {error.status_code}")
        expect("capacity" in error.message, error.message)
        return
    raise AssertionError("no APIStatusError")


def broken_stream_is_told(base_url, key):
    text = ""
    try:
        for chunk in client(base_url, key).chat.completions.create(
            model="sim-break-off", stream=True, messages=[{"role": "user", "content": "Repeat: a b c d e f g h"}]
        ):
            text += chunk.choices[0].delta.content or ""
    except openai.APIError:
        expect(text, "the text before the break was delivered")
        return
    raise AssertionError("a broken answer looked complete")


def malformed_request_is_a_bad_request(base_url, key):
    try:
        client(base_url, key).chat.completions.create(model=MODEL, messages="not a list")
    except openai.BadRequestError as error:
        expect("messages" in error.message, error.message)
        return
    raise AssertionError("no BadRequestError")


CHECKS = [
    stream_is_exact,
    whole_answer_is_exact,
    models_are_listed,
    wrong_key_is_an_authentication_error,
    unknown_model_is_not_found,
    capacity_is_an_error_before_the_stream,
    broken_stream_is_told,
    malformed_request_is_a_bad_request,
]
