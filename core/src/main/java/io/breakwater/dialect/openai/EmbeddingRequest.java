package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.body.EmbeddingBodies;
import io.breakwater.dialect.body.EmbeddingModel;
import io.breakwater.dialect.body.EmbeddingModel.Purpose;
import io.breakwater.dialect.json.JsonField;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Texts to embed ("Create embeddings", OpenAI API reference). Beyond that API it takes `input_type`,
/// which says what the vectors are for; some models need it.
final class EmbeddingRequest {
    /// The same limit as OpenAI's own API.
    private static final int MOST_TEXTS = 2_048;

    /// In one answer: what 2,048 vectors of Cohere's longest have. In JSON they are some 40 MB.
    private static final long MOST_NUMBERS = 2_048 * 1_536;

    private static final long LONGEST_VECTOR = 65_536;
    private static final Set<String> KNOWN =
            Set.of("model", "input", "dimensions", "encoding_format", "user", "input_type");

    private final JsonField body;
    private final Findings findings = new Findings();

    EmbeddingRequest(ObjectNode json) {
        this.body = JsonField.root(json, findings);
    }

    Decoded decode(NameResolver names) {
        body.only(KNOWN);
        String model = body.at("model").requiredText();
        List<String> texts = texts(body.at("input"));
        OptionalLong dimensions = body.at("dimensions").whole(1, LONGEST_VECTOR);
        boolean base64 = base64(body.at("encoding_format"));
        Purpose purpose = purpose(body.at("input_type"));
        body.at("user").text();
        names.alias(model)
                .flatMap(names::embedding)
                .flatMap(EmbeddingModel::of)
                .ifPresent(embedding -> check(embedding, texts.size(), dimensions));
        return findings.first().<Decoded>map(Decoded.Refused::new).orElseGet(() -> {
            OptionalInt length = dimensions.isPresent()
                    ? OptionalInt.of(Math.toIntExact(dimensions.getAsLong()))
                    : OptionalInt.empty();
            EmbeddingBodies bodies = new EmbeddingBodies(texts, length, purpose);
            return names.alias(model)
                    .<Decoded>map(alias -> new Decoded.Call(
                            new ModelCall(alias, false, bodies, OptionalLong.of(0)), new EmbeddingResponder(base64)))
                    .orElseGet(() -> new Decoded.Refused(names.unknown(model)));
        });
    }

    /// What the model decides.
    private void check(EmbeddingModel embedding, int texts, OptionalLong dimensions) {
        long size = dimensions.orElse(embedding.longest());
        if (!embedding.has(Math.toIntExact(size))) {
            body.at("dimensions").refuse("must be one of %s for this model, got %d".formatted(embedding.sizes(), size));
        } else if (texts * size > MOST_NUMBERS) {
            body.at("input")
                    .refuse("has %d texts, which make %d numbers, and an answer has at most %d; send fewer at once"
                            .formatted(texts, texts * size, MOST_NUMBERS));
        }
    }

    private static List<String> texts(JsonField input) {
        if (!input.node().isArray()) {
            return List.of(input.requiredFilledText());
        }
        int size = input.node().size();
        if (size > MOST_TEXTS) {
            input.refuse(
                    "must have at most %d texts, got %d; send them in several requests".formatted(MOST_TEXTS, size));
            return List.of();
        }
        List<JsonField> items = input.requiredItems();
        Optional<JsonField> tokens = items.stream()
                .filter(item -> item.node().isNumber() || item.node().isArray())
                .findFirst();
        if (tokens.isPresent()) {
            tokens.get()
                    .refuse("must be a text, got token ids of another model's tokenizer; send texts (LangChain's"
                            + " OpenAIEmbeddings does with check_embedding_ctx_length=False)");
            return List.of();
        }
        return items.stream().map(JsonField::requiredFilledText).toList();
    }

    private static boolean base64(JsonField format) {
        String asked = format.text().orElse("float");
        if (!Set.of("float", "base64").contains(asked)) {
            format.refuse("must be float or base64");
        }
        return asked.equals("base64");
    }

    private static Purpose purpose(JsonField type) {
        Optional<String> asked = type.text();
        Optional<Purpose> known = asked.isEmpty() ? Optional.of(Purpose.SEARCH_DOCUMENT) : Purpose.of(asked.get());
        if (known.isEmpty()) {
            type.refuse("must be search_document, search_query, classification or clustering");
        }
        return known.orElse(Purpose.SEARCH_DOCUMENT);
    }
}
