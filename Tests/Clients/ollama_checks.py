"""The official Ollama client, unmodified, as a user would point it here."""

import json

import ollama

from openai_smoke import MODEL, TEXT, expect

SIGNED = "gemini-3-pro-preview"


def client(base_url, key):
    return ollama.Client(host=base_url.removesuffix("/v1"), headers={"Authorization": f"Bearer {key}"}, timeout=30)


def get_weather(city: str) -> str:
    """The weather in a city.

    Args:
      city: The city.
    """
    return json.dumps({"city": city, "sky": "clear"})


def ollama_lists_and_shows_models(base_url, key):
    sdk = client(base_url, key)
    names = [model.model for model in sdk.list().models]
    expect(MODEL + ":latest" in names, f"models {names}")
    shown = sdk.show(names[0])
    expect("completion" in shown.capabilities and shown.modelinfo["general.architecture"] == "gemini", shown)
    expect(list(sdk.ps().models) == [], "nothing is in memory")


def ollama_chats_exactly(base_url, key):
    sdk = client(base_url, key)
    messages = [{"role": "user", "content": "Repeat: " + TEXT}]
    whole = sdk.chat(model=MODEL + ":latest", messages=messages)
    expect(whole.message.content == TEXT and whole.model == MODEL + ":latest", whole)
    expect(whole.done and whole.done_reason == "stop" and whole.eval_count > 0 and whole.total_duration > 0, whole)
    lines = list(sdk.chat(model=MODEL, messages=messages, stream=True))
    expect("".join(line.message.content for line in lines) == TEXT, f"got {lines}")
    expect(len(lines) > 4 and [line.done for line in lines].count(True) == 1 and lines[-1].done, "one end")
    expect(lines[-1].prompt_eval_count > 0 and lines[-1].eval_duration > 0, lines[-1])


def ollama_generates_exactly(base_url, key):
    sdk = client(base_url, key)
    asked = dict(model=MODEL, prompt="Repeat: " + TEXT, options={"temperature": 0, "num_ctx": 4096}, keep_alive="5m")
    expect(sdk.generate(**asked).response == TEXT, "whole")
    expect("".join(line.response for line in sdk.generate(stream=True, **asked)) == TEXT, "streamed")
    loaded = sdk.generate(model=MODEL)
    expect(loaded.done and loaded.done_reason == "load" and loaded.response == "", loaded)


def ollama_thinks_aloud(base_url, key):
    sdk = client(base_url, key)
    messages = [{"role": "user", "content": "Think about it."}]
    for think in (True, "high"):
        lines = list(sdk.chat(model="gemini-2.5-pro", messages=messages, think=think, stream=True))
        expect("".join(line.message.thinking or "" for line in lines), f"think={think}: no thoughts in {lines}")
    whole = sdk.chat(model=MODEL, messages=messages, think=False)
    expect(not whole.message.thinking and whole.message.content, whole)


def ollama_answers_in_a_form(base_url, key):
    schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    for form in (schema, "json"):
        answer = client(base_url, key).chat(model=MODEL, messages=[{"role": "user", "content": "A city."}], format=form)
        expect(isinstance(json.loads(answer.message.content), dict), answer)


def ollama_calls_functions_and_forgets_their_ids(base_url, key):
    """On a model that demands its signatures back, with a client whose history has no ids to keep them by."""
    sdk = client(base_url, key)
    for stream in (False, True):
        messages = []
        for city in ("Rome", "Oslo"):
            messages.append({"role": "user", "content": f"Use get_weather in {city}."})
            answer = sdk.chat(model=SIGNED, messages=messages, tools=[get_weather], stream=stream)
            calls = [call for line in answer for call in line.message.tool_calls or []] if stream else answer.message.tool_calls
            expect(calls and calls[0].function.name == "get_weather", f"calls {calls}")
            messages.append(ollama.Message(role="assistant", content="", tool_calls=calls))
            for call in calls:
                messages.append({"role": "tool", "tool_name": "get_weather", "content": get_weather(**call.function.arguments)})
            final = sdk.chat(model=SIGNED, messages=messages, tools=[get_weather])
            expect(final.message.content and final.done_reason == "stop", final)
            messages.append(final.message)


def ollama_errors_are_told(base_url, key):
    sdk = client(base_url, key)
    messages = [{"role": "user", "content": "hi"}]

    def refused(status, *words, call):
        try:
            call()
        except ollama.ResponseError as error:
            expect(error.status_code == status and all(word in error.error for word in words), f"{error.status_code} {error}")
            return
        raise AssertionError("no ResponseError")

    refused(404, "sim-not-found", call=lambda: sdk.chat(model="sim-not-found", messages=messages))
    refused(404, "sim-not-found", call=lambda: list(sdk.chat(model="sim-not-found", messages=messages, stream=True)))
    refused(404, "nothing-here", call=lambda: sdk.show("nothing-here"))
    refused(401, "API key", call=lambda: client(base_url, "gp-wrong").list())
    refused(404, "/api/pull", call=lambda: sdk.pull("x"))
    # In the middle of a stream the status has gone; the client gets the words alone.
    refused(-1, call=lambda: list(sdk.chat(model="sim-error-event", messages=messages, stream=True)))


CHECKS = [
    ollama_lists_and_shows_models,
    ollama_chats_exactly,
    ollama_generates_exactly,
    ollama_thinks_aloud,
    ollama_answers_in_a_form,
    ollama_calls_functions_and_forgets_their_ids,
    ollama_errors_are_told,
]
