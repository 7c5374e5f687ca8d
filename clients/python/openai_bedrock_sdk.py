"""OpenAI's own client in its newest major version, told to call Bedrock's runtime; it is installed in a folder of its own."""

import os
import sys

sys.path.insert(0, os.environ["BREAKWATER_NEWER"])

import openai  # noqa: E402 (of that folder)
from openai.providers import bedrock  # noqa: E402
from shared.claims import GATEWAY, check, report  # noqa: E402
from shared.responses_claims import Claims  # noqa: E402


def client_of(key, at=GATEWAY, **more):
    provider = bedrock(endpoint="runtime", region="us-east-1", base_url=at + "/openai/v1", api_key=key)
    return openai.OpenAI(provider=provider, **more)


class BedrockClaims(Claims):
    """The same claims, and that chat completions and embeddings take the same path."""

    def text(self):
        super().text()
        chat = self.client.chat.completions.create(model="claude-sonnet", messages=[{"role": "user", "content": "Hello"}])
        check("Hello" in chat.choices[0].message.content, "a chat")
        vectors = self.client.embeddings.create(model="titan", input=["Hello", "Goodbye"])
        check([len(each.embedding) for each in vectors.data] == [1024, 1024], "vectors")


report("openai", "(Bedrock provider)", **BedrockClaims("openai-python-bedrock", openai, client_of).claims())
