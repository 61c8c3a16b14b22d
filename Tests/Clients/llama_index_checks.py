"""LlamaIndex: its class for whatever speaks OpenAI's API, and its class for Gemini."""

import google.genai.errors
import openai
import pydantic
from llama_index.core.llms import ChatMessage
from llama_index.core.tools import FunctionTool
from llama_index.llms.google_genai import GoogleGenAI
from llama_index.llms.openai_like import OpenAILike

from openai_smoke import TEXT, expect

MODEL, SIGNED = "gemini-2.5-flash", "gemini-3-pro-preview"


class Forecast(pydantic.BaseModel):
    """The weather of some days."""

    city: str
    days: list[int]


def get_weather(city: str) -> str:
    """The weather in a city."""
    return "sunny in " + city


def over_openai(base_url, key, model=MODEL):
    return OpenAILike(
        model=model,
        api_base=base_url,
        api_key=key,
        is_chat_model=True,
        is_function_calling_model=True,
        context_window=100_000,
        max_retries=0,
        timeout=30,
    )


def over_gemini(base_url, key, model=MODEL):
    options = {"base_url": base_url.removesuffix("/v1"), "timeout": 30_000}
    return GoogleGenAI(model=model, api_key=key, http_options=options, max_retries=0)


def chats(llm):
    answer = llm.chat([ChatMessage(role="user", content="Repeat: " + TEXT)])
    expect(answer.message.content == TEXT, f"got {answer.message.content!r}")
    expect(llm.complete("Repeat: one two").text == "one two", "complete")


def streams(llm, **options):
    """What was streamed, and the last chunk."""
    chunks = list(llm.stream_chat([ChatMessage(role="user", content="Repeat: " + TEXT)], **options))
    pieces = [chunk.delta or "" for chunk in chunks]
    expect("".join(pieces) == TEXT and len([piece for piece in pieces if piece]) > 3, pieces)
    return chunks[-1]


def calls_tools(llm):
    """A call, its result and the answer on a model that insists on its signatures."""
    weather = FunctionTool.from_defaults(get_weather)
    asked = ChatMessage(role="user", content='get_weather({"city":"Köln"})')
    answer = llm.chat_with_tools([weather], chat_history=[asked], tool_required=True)
    calls = llm.get_tool_calls_from_response(answer)
    expect([(call.tool_name, call.tool_kwargs) for call in calls] == [("get_weather", {"city": "Köln"})], calls)
    result = ChatMessage(
        role="tool", content=get_weather(**calls[0].tool_kwargs),
        additional_kwargs={"tool_call_id": calls[0].tool_id, "name": "get_weather"},
    )
    answer = llm.chat_with_tools([weather], chat_history=[asked, answer.message, result])
    expect("sunny in Köln" in answer.message.content, answer)


def gives_structured_output(llm):
    answer = llm.as_structured_llm(Forecast).complete("the forecast")
    expect(isinstance(answer.raw, Forecast) and answer.raw.city, answer)


def error_of(call):
    try:
        call()
    except Exception as error:
        return error
    raise AssertionError("no error")


def llama_index_openai_chats(base_url, key):
    llm = over_openai(base_url, key)
    chats(llm)
    usage = llm.chat([ChatMessage(role="user", content="hi")]).raw.usage
    expect(usage.total_tokens == usage.prompt_tokens + usage.completion_tokens > 0, usage)


def llama_index_openai_streams(base_url, key):
    last = streams(over_openai(base_url, key), stream_options={"include_usage": True})
    expect(last.raw.usage.total_tokens > last.raw.usage.prompt_tokens > 0, last.raw)


def llama_index_openai_calls_tools(base_url, key):
    calls_tools(over_openai(base_url, key, SIGNED))


def llama_index_openai_gives_structured_output(base_url, key):
    gives_structured_output(over_openai(base_url, key))


def llama_index_openai_raises_the_right_errors(base_url, key):
    for model, expected in (("sim-not-found", openai.NotFoundError), ("sim-too-long", openai.BadRequestError)):
        error = error_of(lambda: over_openai(base_url, key, model).complete("hi"))
        expect(isinstance(error, expected), f"{model}: {error!r}")


def llama_index_google_chats(base_url, key):
    llm = over_gemini(base_url, key)
    chats(llm)
    # Read from the model's own page when the class is made.
    expect(llm.metadata.context_window >= 1_000_000, llm.metadata)


def llama_index_google_streams(base_url, key):
    usage = streams(over_gemini(base_url, key)).raw["usage_metadata"]
    expect(usage["total_token_count"] > usage["prompt_token_count"] > 0, usage)


def llama_index_google_calls_tools(base_url, key):
    calls_tools(over_gemini(base_url, key, SIGNED))


def llama_index_google_gives_structured_output(base_url, key):
    gives_structured_output(over_gemini(base_url, key))


def llama_index_google_raises_the_right_errors(base_url, key):
    error = error_of(lambda: over_gemini(base_url, key, "sim-not-listed").complete("hi"))
    expect(isinstance(error, google.genai.errors.ClientError) and error.code == 404, repr(error))


CHECKS = [
    llama_index_openai_chats,
    llama_index_openai_streams,
    llama_index_openai_calls_tools,
    llama_index_openai_gives_structured_output,
    llama_index_openai_raises_the_right_errors,
    llama_index_google_chats,
    llama_index_google_streams,
    llama_index_google_calls_tools,
    llama_index_google_gives_structured_output,
    llama_index_google_raises_the_right_errors,
]
