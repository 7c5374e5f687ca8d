package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.json.JsonField;
import java.util.List;
import java.util.Set;

/// A completion of one text ("Completions", OpenAI API reference), translated to a conversation of one
/// message: today's models answer a text and do not continue it. Options that only a continuation has
/// are refused by name.
final class CompletionRequest {
    private static final Set<String> KNOWN = Set.of(
            "model",
            "prompt",
            "max_tokens",
            "temperature",
            "top_p",
            "stop",
            "stream",
            "stream_options",
            "n",
            "seed",
            "user",
            "frequency_penalty",
            "presence_penalty",
            "logit_bias",
            "best_of",
            "echo",
            "logprobs",
            "suffix");

    private final ObjectNode json;
    private final Findings findings = new Findings();

    CompletionRequest(ObjectNode json) {
        this.json = json;
    }

    Decoded decode(NameResolver names) {
        JsonField body = JsonField.root(json, findings);
        body.only(KNOWN);
        checkContinuation(body);
        String prompt = prompt(body.at("prompt"));
        return findings.first().<Decoded>map(Decoded.Refused::new).orElseGet(() -> chat(prompt, names));
    }

    private Decoded chat(String prompt, NameResolver names) {
        json.remove(List.of("prompt", "best_of", "echo", "logprobs", "suffix"));
        json.putArray("messages").addObject().put("role", "user").put("content", prompt);
        Responder responder = new CompletionResponder(
                json.path("stream_options").path("include_usage").asBoolean());
        return switch (new ChatRequest(json).decode(names)) {
            case Decoded.Refused refused -> refused;
            case Decoded.Call(var call, var _) -> new Decoded.Call(call, responder);
        };
    }

    private static void checkContinuation(JsonField body) {
        if (body.at("best_of").whole(1, Integer.MAX_VALUE).orElse(1) > 1) {
            body.at("best_of").refuse("must be 1; send one request per answer");
        }
        if (body.at("echo").flag(false)) {
            body.at("echo").refuse("must be false; the prompt is not repeated");
        }
        if (body.at("logprobs").present()) {
            body.at("logprobs").refuse("is not supported; leave it out");
        }
        if (!body.at("suffix").text().orElse("").isEmpty()) {
            body.at("suffix").refuse("is not supported; say in the prompt what should follow");
        }
    }

    /// The prompt. Lists of token ids are refused, as they belong to one tokenizer, which none of these
    /// models has.
    private static String prompt(JsonField prompt) {
        if (!prompt.node().isArray()) {
            return prompt.requiredFilledText();
        }
        List<JsonField> prompts = prompt.requiredItems();
        if (prompts.size() > 1) {
            prompt.refuse("must be one text, got a list of %d; send one request per text, and no token ids"
                    .formatted(prompts.size()));
        }
        return prompts.size() == 1 ? prompts.getFirst().requiredFilledText() : "";
    }
}
