package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonField;
import java.util.Set;

/// Translates `instructions` and the items of `input` to the messages of a chat completion: an
/// assistant's consecutive thinking, texts and calls become one message. Ids and states of items mean
/// nothing here.
final class ResponsesInput {
    /// Items of tools that OpenAI runs itself, and of things stored at OpenAI ("Responses", OpenAI API
    /// reference).
    private static final Set<String> OF_OTHERS = Set.of(
            "apply_patch_call",
            "apply_patch_call_output",
            "code_interpreter_call",
            "computer_call",
            "computer_call_output",
            "file_search_call",
            "image_generation_call",
            "local_shell_call",
            "local_shell_call_output",
            "mcp_approval_request",
            "mcp_approval_response",
            "mcp_call",
            "mcp_list_tools",
            "shell_call",
            "shell_call_output",
            "tool_search_call",
            "tool_search_output",
            "web_search_call");

    private final ChatPaths paths;
    private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();

    /// Whether the last message is the assistant's and may be continued.
    private boolean answering;

    ResponsesInput(ChatPaths paths) {
        this.paths = paths;
    }

    ArrayNode read(JsonField instructions, JsonField input) {
        instructions.text().filter(text -> !text.isEmpty()).ifPresent(text -> {
            paths.put(here(), instructions.path());
            messages.addObject().put("role", "system").put("content", text);
        });
        if (input.node().isTextual()) {
            paths.put(here(), input.path());
            messages.addObject().put("role", "user").put("content", input.requiredText());
        }
        if (input.node().isArray()) {
            input.items().forEach(this::item);
        }
        return messages;
    }

    private String here() {
        return "messages[" + messages.size() + "]";
    }

    private void item(JsonField item) {
        if (!item.isRequiredObject()) {
            return;
        }
        String type = item.at("type").text().orElse("message");
        switch (type) {
            case "message" -> message(item);
            case "function_call" -> call(item);
            case "custom_tool_call" -> customCall(item);
            case "function_call_output", "custom_tool_call_output" -> output(item);
            case "reasoning" -> thought(item);
            case "compaction" ->
                item.at("type")
                        .refuse(
                                "is a conversation that another model has shortened, and only that model can read it; send the"
                                        + " conversation itself, or a summary as a message");
            default ->
                item.at("type")
                        .refuse(
                                OF_OTHERS.contains(type)
                                        ? "belongs to a tool that is not offered here; leave the item out, or send it as "
                                                + "function_call and function_call_output"
                                        : "must be message, function_call, custom_tool_call, one of their outputs, or reasoning");
        }
    }

    private void message(JsonField item) {
        String role = item.at("role").requiredText();
        switch (role) {
            case "assistant" -> {
                String place = ofAssistant(item) + ".content";
                JsonNode said = current().path("content");
                ArrayNode parts =
                        said instanceof ArrayNode before ? before : current().putArray("content");
                content(item, parts, place);
            }
            case "user", "system", "developer" -> {
                answering = false;
                paths.put(here(), item.path());
                String place = here() + ".content";
                content(item, messages.addObject().put("role", role).putArray("content"), place);
            }
            default -> item.at("role").refuse("must be user, assistant, system or developer");
        }
    }

    private void content(JsonField item, ArrayNode parts, String place) {
        JsonField content = item.at("content");
        if (content.node().isTextual()) {
            paths.put(place + "[" + parts.size() + "].text", content.path());
            parts.addObject().put("type", "text").put("text", content.requiredText());
        } else if (content.node().isArray()) {
            content.items().forEach(part -> part(part, parts, place));
        } else {
            content.refuse(
                    content.present()
                            ? "must be a string or an array of parts"
                            : "is missing; it must be a string or an array of parts");
        }
    }

    private void part(JsonField part, ArrayNode parts, String place) {
        if (!part.isRequiredObject()) {
            return;
        }
        paths.put(place + "[" + parts.size() + "]", part.path());
        ObjectNode written = parts.addObject();
        String type = part.at("type").requiredText();
        switch (type) {
            case "input_text", "output_text", "text" ->
                written.put("type", "text").put("text", part.at("text").requiredText());
            case "refusal" ->
                written.put("type", type).put("refusal", part.at("refusal").requiredText());
            case "input_image" -> image(part, written);
            case "input_file" -> file(part, written);
            case "input_audio" ->
                part.at("type").refuse("is input_audio, which no model accepts here; send its content as text");
            default -> part.at("type").refuse("must be input_text, output_text, refusal, input_image or input_file");
        }
        for (String mark : new String[] {"prompt_cache_breakpoint", "cache_control"}) {
            if (part.at(mark).present()) {
                written.set(mark, part.at(mark).node());
            }
        }
    }

    private static void image(JsonField part, ObjectNode written) {
        if (part.at("file_id").present()) {
            part.at("file_id").refuse("refers to an uploaded file; the gateway stores none, send image_url");
        }
        ObjectNode image = written.put("type", "image_url").putObject("image_url");
        image.put("url", part.at("image_url").requiredFilledText());
        part.at("detail").text().ifPresent(detail -> image.put("detail", detail));
    }

    private static void file(JsonField part, ObjectNode written) {
        if (part.at("file_url").present()) {
            part.at("file_url").refuse("refers to a file elsewhere, and the gateway fetches nothing; send file_data");
        }
        ObjectNode file = written.put("type", "file").putObject("file");
        for (String member : new String[] {"file_data", "file_id", "filename"}) {
            if (part.at(member).present()) {
                file.set(member, part.at(member).node());
            }
        }
    }

    private void call(JsonField item) {
        String namespace = item.at("namespace").text().orElse("");
        call(
                item,
                ResponsesTools.within(namespace, item.at("name").requiredFilledText()),
                item.at("arguments").text().orElse(""));
    }

    private void customCall(JsonField item) {
        String input = item.at("input").text().orElse("");
        call(
                item,
                item.at("name").requiredFilledText(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put(ResponsesTools.INPUT, input)
                        .toString());
    }

    private void call(JsonField item, String name, String arguments) {
        String place = ofAssistant(item);
        ArrayNode calls = current().path("tool_calls") instanceof ArrayNode before
                ? before
                : current().putArray("tool_calls");
        paths.put(place + ".tool_calls[" + calls.size() + "]", item.path());
        ObjectNode call = calls.addObject().put("type", "function");
        call.put("id", item.at("call_id").requiredFilledText());
        call.putObject("function").put("name", name).put("arguments", arguments);
    }

    private void output(JsonField item) {
        answering = false;
        paths.put(here(), item.path());
        paths.put(here() + ".content", item.at("output").path());
        String place = here() + ".content";
        ObjectNode message = messages.addObject().put("role", "tool");
        message.put("tool_call_id", item.at("call_id").requiredFilledText());
        JsonField output = item.at("output");
        if (output.node().isArray()) {
            ArrayNode parts = message.putArray("content");
            output.items().forEach(part -> part(part, parts, place));
        } else {
            message.put("content", output.requiredText());
        }
    }

    private void thought(JsonField item) {
        ofAssistant(item);
        item.at("encrypted_content").text().flatMap(Thought::opened).ifPresent(block -> {
            ArrayNode thoughts = current().path("thinking_blocks") instanceof ArrayNode before
                    ? before
                    : current().putArray("thinking_blocks");
            thoughts.add(block);
        });
    }

    /// The path of the assistant's message to which the item belongs.
    private String ofAssistant(JsonField item) {
        if (!answering) {
            answering = true;
            paths.put(here(), item.path());
            messages.addObject().put("role", "assistant");
        }
        return "messages[" + (messages.size() - 1) + "]";
    }

    private ObjectNode current() {
        return (ObjectNode) messages.get(messages.size() - 1);
    }
}
