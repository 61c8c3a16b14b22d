"""Which checks of the frameworks must see which breakage. What a framework hides from its users is not listed."""

import breaking_relay

SEEN = {
    "calls are dropped": """langchain_openai_calls_tools litellm_openai_calls_tools llama_index_openai_calls_tools
        instructor_openai_gives_objects instructor_openai_streams_objects""",
    "arguments are empty": """langchain_openai_calls_tools litellm_openai_calls_tools llama_index_openai_calls_tools
        instructor_openai_gives_objects""",
    "names of tools are not restored": """langchain_openai_calls_tools litellm_openai_calls_tools
        llama_index_openai_calls_tools""",
    "usage is hidden in a stream": "langchain_openai_streams llama_index_openai_streams",
    "usage is hidden in a whole answer": """langchain_openai_chats llama_index_openai_chats litellm_openai_chats
        instructor_openai_gives_objects""",
    "usage does not add up": "langchain_openai_chats litellm_openai_chats llama_index_openai_chats",
    "text comes all at once": "langchain_openai_streams litellm_openai_streams llama_index_openai_streams",
    "characters are split": """langchain_openai_chats langchain_openai_streams litellm_openai_chats
        litellm_openai_streams llama_index_openai_chats llama_index_openai_streams""",
    "an event is empty": "langchain_openai_streams litellm_openai_streams llama_index_openai_streams",
    "a stream is cut": "langchain_openai_streams litellm_openai_streams llama_index_openai_streams",
    "a stream has no finish reason": "langchain_openai_streams litellm_openai_streams",
    "JSON comes in a code block": """langchain_openai_gives_structured_output
        litellm_openai_gives_structured_output""",
    "errors are told with status 200": """langchain_openai_raises_the_right_errors
        litellm_openai_raises_the_right_errors llama_index_openai_raises_the_right_errors
        instructor_passes_errors_on""",
    "every error is 500": """langchain_openai_raises_the_right_errors
        llama_index_openai_raises_the_right_errors instructor_passes_errors_on""",
    "Gemini: calls are dropped": """langchain_google_calls_tools litellm_gemini_calls_tools
        llama_index_google_calls_tools instructor_genai_gives_objects""",
    "Gemini: arguments are dropped": """langchain_google_calls_tools litellm_gemini_calls_tools
        llama_index_google_calls_tools instructor_genai_gives_objects""",
    "Gemini: usage is hidden": "langchain_google_chats langchain_google_streams llama_index_google_streams",
    "Gemini: text is doubled": """langchain_google_chats langchain_google_streams litellm_gemini_chats
        litellm_gemini_streams llama_index_google_chats llama_index_google_streams""",
    "Gemini: there is no finish reason": "langchain_google_streams",
    "Gemini: JSON comes in a code block": """litellm_gemini_gives_structured_output
        instructor_genai_gives_objects""",
    "Gemini: a stream is cut": """langchain_google_streams litellm_gemini_streams llama_index_google_streams""",
    "Gemini: errors are told with status 200": """langchain_google_raises_the_right_errors
        litellm_gemini_raises_the_right_errors llama_index_google_raises_the_right_errors""",
    "Responses: calls are dropped": "langchain_responses_calls_tools litellm_responses_calls_tools",
    "Responses: arguments are empty": "litellm_responses_calls_tools",
    "Responses: text is doubled": """langchain_responses_chats langchain_responses_streams litellm_responses_answers
        litellm_responses_streams""",
    "Responses: usage is hidden": "langchain_responses_chats langchain_responses_streams litellm_responses_answers",
    "Responses: a stream is cut": "langchain_responses_streams litellm_responses_streams",
    "Responses: a stream has no end": "langchain_responses_streams litellm_responses_streams",
    "Responses: errors are told with status 200": """langchain_responses_raises_the_right_errors
        litellm_responses_raises_the_right_errors""",
    "Responses: every error is 500": "langchain_responses_raises_the_right_errors",
    "Anthropic: calls are dropped": "langchain_anthropic_calls_tools litellm_anthropic_calls_tools",
    "Anthropic: arguments are empty": "langchain_anthropic_calls_tools litellm_anthropic_calls_tools",
    "Anthropic: thoughts come as text": "langchain_anthropic_thinks",
    "Anthropic: signatures are lost": "langchain_anthropic_thinks",
    "Anthropic: text is doubled": """langchain_anthropic_chats langchain_anthropic_streams litellm_anthropic_chats
        litellm_anthropic_streams""",
    "Anthropic: usage is hidden": """langchain_anthropic_chats langchain_anthropic_streams litellm_anthropic_chats
        litellm_anthropic_streams""",
    "Anthropic: the reason is another one": """langchain_anthropic_streams litellm_anthropic_chats
        litellm_anthropic_streams litellm_anthropic_calls_tools""",
    "Anthropic: events have no names": "langchain_anthropic_streams",
    "Anthropic: a stream is cut": "langchain_anthropic_streams litellm_anthropic_streams",
    "Anthropic: a stream has no end": "langchain_anthropic_streams litellm_anthropic_streams",
    "Anthropic: errors are told with status 200": """langchain_anthropic_raises_the_right_errors
        litellm_anthropic_raises_the_right_errors""",
    "Anthropic: every error is 500": """langchain_anthropic_raises_the_right_errors
        litellm_anthropic_raises_the_right_errors""",
}


def seen_by(checks, breakages):
    """The breakages for those of the checks that are here."""
    named = {check.__name__: check for check in checks}
    ways = {breakage.name: breakage for breakage in breakages}
    for name, words in SEEN.items():
        if caught_by := [named[word] for word in words.split() if word in named]:
            way = ways[name]
            yield breaking_relay.Breakage(name, caught_by, way.request, way.answer, way.stream, way.reply)
