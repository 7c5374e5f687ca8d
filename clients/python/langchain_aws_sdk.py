"""LangChain's chat model for Bedrock, and its embeddings, which use InvokeModel."""

import os

from botocore.config import Config
from botocore.exceptions import ClientError
from langchain_aws import BedrockEmbeddings, ChatBedrockConverse

from shared.claims import BEDROCK_ID, GATEWAY, PDF, PNG, NotSupported, keys, refused, report, same
from shared.langchain import LangChain

CODES = {400: "ValidationException", 401: "AccessDeniedException", 404: "ResourceNotFoundException",
         429: "ThrottlingException"}
TENANT = "langchain-aws-python"


def model_of(key, retries, **more):
    once = None if retries else Config(retries={"total_max_attempts": 1})
    return ChatBedrockConverse(**{"model": BEDROCK_ID, "base_url": GATEWAY, "region_name": "us-east-1", "api_key": key,
                                  "config": once, **more})


def refused_with(status, call):
    same(refused(ClientError, call).response["Error"]["Code"], CODES[status], f"code of {status}")


claims = LangChain(
    TENANT, model_of,
    image={"type": "image", "base64": PNG, "mime_type": "image/png"},
    pdf={"type": "file", "base64": PDF, "mime_type": "application/pdf", "name": "hello"},
    refused_with=refused_with).claims()


def text_and_vectors():
    chat()
    os.environ["AWS_BEARER_TOKEN_BEDROCK"] = keys(TENANT)[0]
    vectors = BedrockEmbeddings(model_id="amazon.titan-embed-text-v2:0", endpoint_url=GATEWAY, region_name="us-east-1",
                                dimensions=256)
    same([len(each) for each in vectors.embed_documents(["Hello", "world"])], [256, 256], "dimensions")
    same(len(vectors.embed_query("Hello")), 256, "dimensions of a question")


chat = claims.pop("text")
report("langchain-aws", **{**claims, "text": text_and_vectors, "json": NotSupported("it has only schemas, by way of a tool"),
                           "plain": NotSupported("boto3 sends no key over http")})
