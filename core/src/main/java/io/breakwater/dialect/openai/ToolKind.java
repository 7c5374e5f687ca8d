package io.breakwater.dialect.openai;

import io.breakwater.dialect.json.JsonField;

/// The kinds of tool that OpenAI's reference has, wherever they are named: as an offer, a choice or a call.
final class ToolKind {
    private ToolKind() {}

    /// Functions are what models have here. A custom tool takes a text of any form; a function with one string is the
    /// nearest to it. Others are run by OpenAI itself.
    static void requireFunction(JsonField tool) {
        switch (tool.at("type").requiredText()) {
            case "function" -> {}
            case "custom" ->
                tool.at("type")
                        .refuse("must be function; models take no custom tools here: declare a function with one"
                                + " parameter, a string, and name that one");
            default ->
                tool.at("type")
                        .refuse("must be function; tools that a provider runs itself are not served here: declare a"
                                + " function and run it yourself");
        }
    }
}
