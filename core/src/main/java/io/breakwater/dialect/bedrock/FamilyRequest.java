package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.FamilyBodies;
import io.breakwater.dialect.body.FamilyLanguage;
import io.breakwater.dialect.body.GuardrailConfig;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.dialect.json.JsonField;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An InvokeModel body in the format of a model family other than Claude's. As little as possible is
/// read: the bound, and that the body sets nothing that the gateway decides.
final class FamilyRequest {
    private static final long MOST_TOKENS = 10_000_000;

    private static final String TIER = "service_tier";
    private static final String FLEX = "flex";
    private static final Set<String> USUAL_TIERS = Set.of("auto", "default");

    /// Nova's blocks by which Bedrock could read files elsewhere with the gateway's rights.
    private static final List<String> MEDIA = List.of("image", "document", "video", "audio");

    private static final Map<String, String> PRICED = Map.of(
            "performanceConfig", "has quotas and prices of its own, which the gateway does not keep; leave it out",
            "serviceTier", "is chosen by the gateway, as it changes the price; leave it out");

    private final ObjectNode json;
    private final boolean flex;
    private final Findings findings = new Findings();
    private final JsonField body;

    /// @param json the body, not modified
    /// @param flex whether a header asks for the service tier `flex`
    FamilyRequest(ObjectNode json, boolean flex) {
        this.json = json;
        this.flex = flex || asksForFlex(json);
        this.body = JsonField.root(json, findings);
    }

    /// A chat completion has a member for the tier; the other formats have none.
    private static boolean asksForFlex(ObjectNode json) {
        return FamilyLanguage.CHAT.takes(json) && FLEX.equals(json.path(TIER).textValue());
    }

    /// @param model the name in the path
    Decoded decode(String model, boolean stream, NameResolver names) {
        Optional<FamilyBodies> bodies = FamilyBodies.of(json, flex);
        if (bodies.isEmpty()) {
            return new Decoded.Refused(ofNoFamily());
        }
        OptionalLong maxTokens = maxTokens();
        check();
        return findings.first()
                .<Decoded>map(Decoded.Refused::new)
                .orElseGet(() -> names.alias(model)
                        .<Decoded>map(alias -> new Decoded.Call(
                                new ModelCall(alias, stream, bodies.get(), maxTokens).sessionOf(json),
                                InvokeResponder.INSTANCE))
                        .orElseGet(() -> new Decoded.Refused(names.unknown(model))));
    }

    private static Refusal ofNoFamily() {
        return Refusal.invalidRequest(
                "the body is in no language of InvokeModel that is known here: Anthropic's Messages (with "
                        + MessagesBody.VERSION + "), "
                        + Arrays.stream(FamilyLanguage.values())
                                .map(FamilyLanguage::description)
                                .collect(Collectors.joining(", "))
                        + ", or that of an embedding model; ask other models by /model/{model}/converse",
                Optional.empty());
    }

    private OptionalLong maxTokens() {
        return Stream.of(FamilyLanguage.values())
                .flatMap(language -> language.bounds().stream())
                .distinct()
                .map(this::bound)
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    private OptionalLong bound(List<String> path) {
        JsonField field = body;
        for (String member : path) {
            if (field != body && !field.isObject()) {
                return OptionalLong.empty();
            }
            field = field.at(member);
        }
        return field.whole(1, MOST_TOKENS);
    }

    private void check() {
        GuardrailConfig.refuseMembers(body);
        PRICED.forEach((member, why) -> {
            if (body.at(member).present()) {
                body.at(member).refuse(why);
            }
        });
        if (!asksForFlex(json)
                && body.at(TIER)
                        .text()
                        .filter(tier -> !USUAL_TIERS.contains(tier))
                        .isPresent()) {
            body.at(TIER)
                    .refuse("must be auto or default, and in a chat completion also flex, as others change the price;"
                            + " leave it out");
        }
        if (json.hasNonNull("n") && json.path("n").asLong() != 1) {
            body.at("n").refuse("must be 1; send one request per answer");
        }
        elsewhere()
                .ifPresent(member -> findings.add(Refusal.invalidRequest(
                        member
                                + " refers to content elsewhere, and the gateway fetches nothing; send the content"
                                + " itself",
                        Optional.of(member))));
    }

    /// Looks only at content: a tool's schema or arguments may have members of any name.
    private Optional<String> elsewhere() {
        return blocks(json.path("messages")).flatMap(FamilyRequest::elsewhere).findFirst();
    }

    private static Stream<JsonNode> blocks(JsonNode parents) {
        return parents.valueStream()
                .flatMap(parent -> parent.path("content").valueStream())
                .flatMap(block -> Stream.concat(
                        Stream.of(block), block.at("/toolResult/content").valueStream()));
    }

    private static Stream<String> elsewhere(JsonNode block) {
        Stream<String> locations = MEDIA.stream()
                .filter(media -> block.path(media).path("source").hasNonNull("s3Location"))
                .map(_ -> "s3Location");
        Stream<String> files = Stream.of("file_id", "file_url").filter(block.path("file")::hasNonNull);
        Stream<String> urls = Stream.of("image_url", "video_url").filter(member -> isUrl(block.path(member)));
        return Stream.of(locations, files, urls).flatMap(found -> found);
    }

    private static boolean isUrl(JsonNode media) {
        String url = media.isTextual() ? media.textValue() : media.path("url").asText();
        return !url.isEmpty() && !url.startsWith("data:");
    }
}
