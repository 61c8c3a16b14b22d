"""What schemathesis cannot know from the document: which names are those of models here."""

import schemathesis

# By what an operation asks of its model.
MODELS = {
    "createEmbedding": "gemini-embedding-001",
    "embedContent": "gemini-embedding-001",
    "batchEmbedContents": "gemini-embedding-001",
    "createImage": "gemini-2.5-flash-image",
    "createSpeech": "gemini-3.8-flash-tts",
}


def model(case, name):
    """A model that is there in place of most of the names that were made up; the others show what a wrong one gets."""
    wanted = MODELS.get(case.operation.definition.raw.get("operationId"), "gemini-2.5-flash")
    return wanted if isinstance(name, str) and len(name) > 1 else name


@schemathesis.hook
def before_call(context, case, kwargs):
    for holder in (case.body, case.path_parameters):
        if isinstance(holder, dict) and "model" in holder:
            holder["model"] = model(case, holder["model"])
