package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.body.ResponsesBody;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.dialect.openai.DataUrl;
import io.breakwater.model.Alias;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads as little as possible of a Responses request, since unknown members are the model's business:
/// the model asked for, the bound, and that the body sets nothing that the gateway decides.
final class ResponsesRequest {
    private static final long MOST_TOKENS = 10_000_000;

    private static final String NOT_KEPT =
            "refers to what an earlier call stored, and the gateway stores nothing; send the whole conversation in input";

    private static final String NOT_STORED =
            "refers to a stored response, and responses of this model are not stored; send the whole conversation in input, or ask"
                    + " the gateway's operators for storeResponses";

    private static final String IMAGE = "image_url";

    private static final String GATEWAYS = "is set by the gateway; leave it out";

    private static final Map<String, String> REFUSED = Map.of(
            "conversation", NOT_KEPT,
            "prompt", "refers to a prompt that is stored at OpenAI; send its text in instructions and input",
            "context_management", "would shorten the conversation on its way; shorten input yourself",
            "guardrailConfig", GATEWAYS,
            "amazon-bedrock-guardrailConfig", GATEWAYS);

    /// The service tiers that budgets allow.
    private static final Set<String> USUAL_TIERS = Set.of("auto", "default", "flex");

    /// Tools that a server would run, in all their versions.
    private static final Pattern OF_SERVERS =
            Pattern.compile("(web_search|file_search|code_interpreter|image_generation|mcp)([-_].*)?");

    private final ObjectNode json;
    private final Findings findings = new Findings();
    private final JsonField body;

    ResponsesRequest(ObjectNode json) {
        this.json = json;
        this.body = JsonField.root(json, findings);
    }

    Decoded decode(NameResolver names) {
        String model = body.at("model").requiredText();
        boolean stream = body.at("stream").flag(false);
        OptionalLong maxTokens = body.at("max_output_tokens").whole(ResponsesBody.LEAST_TOKENS, MOST_TOKENS);
        Optional<Alias> alias = names.alias(model);
        boolean mayStore =
                alias.filter(names::stores).isPresent() && names.ids().work();
        check(mayStore);
        return findings.first()
                .<Decoded>map(Decoded.Refused::new)
                .orElseGet(() -> alias.map(known -> mayStore
                                ? storing(known, stream, maxTokens, names)
                                : plain(known, stream, maxTokens, names))
                        .orElseGet(() -> new Decoded.Refused(names.unknown(model))));
    }

    private Decoded plain(Alias alias, boolean stream, OptionalLong maxTokens, NameResolver names) {
        ResponsesBodies bodies =
                new ResponsesBodies(StoredContext.unsealed(json), names, ResponsesBody.Storing.NOTHING, false);
        return new Decoded.Call(
                new ModelCall(alias, stream, bodies, bound(maxTokens, bodies)).sessionOf(json),
                new ResponsesResponder(json, bodies::untranslated, Optional.empty()));
    }

    /// Reads a request for an alias that stores; without `store` the response is stored, as at OpenAI.
    private Decoded storing(Alias alias, boolean stream, OptionalLong maxTokens, NameResolver names) {
        StoredContext before = StoredContext.of(json, alias, names.ids());
        if (before.refusal().isPresent()) {
            return new Decoded.Refused(before.refusal().get());
        }
        boolean stores = body.at("store").flag(true);
        ResponsesBodies bodies = new ResponsesBodies(
                before.json(),
                names,
                new ResponsesBody.Storing(stores, before.tokens()),
                before.only().isPresent());
        return new Decoded.Call(
                new ModelCall(alias, stream, bodies, bound(maxTokens, bodies))
                        .sessionOf(json)
                        .from(before.only()),
                new ResponsesResponder(
                        json,
                        bodies::untranslated,
                        stores ? Optional.of(new ResponsesResponder.Stored(names.ids(), alias)) : Optional.empty()));
    }

    private OptionalLong bound(OptionalLong maxTokens, ResponsesBodies bodies) {
        return maxTokens.isEmpty() && hasBudget() ? bodies.boundByThinking() : maxTokens;
    }

    private boolean hasBudget() {
        return json.hasNonNull("thinking") || json.path("reasoning").hasNonNull("max_tokens");
    }

    private void check(boolean mayStore) {
        if (!mayStore && body.at(StoredContext.PREVIOUS).present()) {
            body.at(StoredContext.PREVIOUS).refuse(NOT_STORED);
        }
        REFUSED.forEach((member, why) -> {
            if (body.at(member).present()) {
                body.at(member).refuse(why);
            }
        });
        if (body.at("background").flag(false)) {
            body.at("background")
                    .refuse(
                            "must be false, because Bedrock runs no response in the background; stream the answer instead");
        }
        body.at("store").flag(false);
        if (body.at("service_tier")
                .text()
                .filter(tier -> !USUAL_TIERS.contains(tier))
                .isPresent()) {
            body.at("service_tier")
                    .refuse(
                            "must be auto, default or flex; others have prices of their own, which the gateway's budgets do not know: leave it out");
        }
        body.at("tools").items().forEach(ResponsesRequest::ofClients);
        input(mayStore);
    }

    private static void ofClients(JsonField tool) {
        if (tool.isRequiredObject()
                && OF_SERVERS.matcher(tool.at("type").requiredText()).matches()) {
            tool.at("type")
                    .refuse(
                            "is a tool that a server runs, and the gateway offers none; declare a function, and run it yourself");
        }
    }

    private void input(boolean mayStore) {
        JsonField input = body.at("input");
        if (!input.present()) {
            input.refuse("is missing; it must be a string or an array of items");
        } else if (!input.node().isTextual() && !input.node().isArray()) {
            input.refuse("must be a string or an array of items");
        } else if (input.node().isArray()) {
            input.requiredItems().forEach(item -> item(item, mayStore));
        }
    }

    /// Refuses files elsewhere, which would be read with the gateway's rights instead of the client's.
    private static void sources(JsonField part) {
        if (!part.node().isObject()) {
            return;
        }
        String image = part.node().path(IMAGE).asText();
        if (!image.isEmpty() && !DataUrl.isSaid(image)) {
            part.at(IMAGE).refuse("must be data:image/{png,jpeg,gif,webp};base64,…; the gateway fetches nothing");
        }
        if (part.node().hasNonNull("file_url")) {
            part.at("file_url").refuse("refers to a file elsewhere, and the gateway fetches nothing; send file_data");
        }
        if (part.node().hasNonNull("file_id")) {
            String instead = part.node().path("type").asText().equals("input_file") ? "file_data" : IMAGE;
            part.at("file_id").refuse("refers to an uploaded file; the gateway stores none, send " + instead);
        }
    }

    private static void item(JsonField item, boolean mayStore) {
        if (!item.isRequiredObject()) {
            return;
        }
        for (String parts : List.of("content", "output")) {
            if (item.node().path(parts).isArray()) {
                item.at(parts).items().forEach(ResponsesRequest::sources);
            }
        }
        if (!mayStore && StoredContext.isReference(item.node())) {
            item.at(item.node().hasNonNull("type") ? "type" : "id")
                    .refuse(
                            "is an item_reference, and items of this model are not stored; send the item itself, as clients do with store: false");
        }
    }
}
