"""LangChain's chat model of Bedrock."""

from botocore.config import Config
from botocore.exceptions import ClientError
from langchain_aws import ChatBedrockConverse

from shared.claims import BEDROCK_ID, GATEWAY, PDF, PNG, NotSupported, refused, report, same
from shared.langchain import LangChain

CODES = {400: "ValidationException", 401: "AccessDeniedException", 404: "ResourceNotFoundException",
         429: "ThrottlingException"}


def model_of(key, retries, **more):
    once = None if retries else Config(retries={"total_max_attempts": 1})
    return ChatBedrockConverse(**{"model": BEDROCK_ID, "base_url": GATEWAY, "region_name": "us-east-1", "api_key": key,
                                  "config": once, **more})


def refused_with(status, call):
    same(refused(ClientError, call).response["Error"]["Code"], CODES[status], f"code of {status}")


claims = LangChain(
    "langchain-aws-python", model_of,
    image={"type": "image", "base64": PNG, "mime_type": "image/png"},
    pdf={"type": "file", "base64": PDF, "mime_type": "application/pdf", "name": "hello"},
    refused_with=refused_with).claims()
report("langchain-aws", **{**claims, "json": NotSupported("it has only schemas, by way of a tool"),
                           "plain": NotSupported("boto3 sends no key over http")})
