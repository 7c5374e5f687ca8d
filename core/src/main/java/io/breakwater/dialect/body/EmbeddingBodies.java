package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Texts to embed, in the form for each embedding model.
///
/// @param dimension the length of each vector; if empty, the model's default
/// @param guardrail whether a guardrail would have to check the texts
/// @param own the body of one call as the client wrote it in a family's format; `texts` are then all
/// texts in it
public record EmbeddingBodies(
        List<String> texts,
        OptionalInt dimension,
        EmbeddingModel.Purpose purpose,
        boolean guardrail,
        Optional<ObjectNode> own)
        implements ModelBodies {
    public EmbeddingBodies {
        texts = List.copyOf(texts);
    }

    public EmbeddingBodies(List<String> texts, OptionalInt dimension, EmbeddingModel.Purpose purpose) {
        this(texts, dimension, purpose, false, Optional.empty());
    }

    /// Reads an InvokeModel body in the format of an embedding family; empty if it is none.
    ///
    /// @param json not modified from now on
    public static Optional<EmbeddingBodies> invoked(ObjectNode json) {
        return Stream.of(EmbeddingModel.values()).anyMatch(language -> language.speaks(json))
                ? Optional.of(new EmbeddingBodies(
                        List.of(json.toString()),
                        OptionalInt.empty(),
                        EmbeddingModel.Purpose.SEARCH_DOCUMENT,
                        false,
                        Optional.of(json)))
                : Optional.empty();
    }

    /// Whether the texts take a call for each batch, whose results the gateway joins to one answer.
    public boolean batched() {
        return own.isEmpty();
    }

    @Override
    public BodyChoice of(ModelCard model) {
        Optional<EmbeddingModel> language = EmbeddingModel.of(model.id());
        if (language.isEmpty()) {
            return new BodyChoice.NotSpoken("the model is not an embedding model");
        }
        if (guardrail) {
            return new BodyChoice.NotSpoken("a guardrail is configured, and guardrails cannot check embeddings");
        }
        if (own.isPresent() && !language.get().speaks(own.get())) {
            return new BodyChoice.NotSpoken("the body is in the language of another family's embeddings");
        }
        Optional<String> media = own.flatMap(EmbeddingModel::media);
        if (media.isPresent()) {
            return new BodyChoice.NotSpoken(
                    "only texts can be embedded, and '%s' is not one; its price is not known".formatted(media.get()));
        }
        return new BodyChoice.Spoken(new EmbeddingBody(language.get(), texts, dimension, purpose, own));
    }

    @Override
    public EmbeddingBodies guarded() {
        return new EmbeddingBodies(texts, dimension, purpose, true, own);
    }

    /// The same: there is little to decide, and each batch has a body of its own.
    @Override
    public EmbeddingBodies decided() {
        return this;
    }

    /// The same texts in batches of at most this size, in their order.
    public List<EmbeddingBodies> batches(int size) {
        List<EmbeddingBodies> batches = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += size) {
            batches.add(new EmbeddingBodies(
                    texts.subList(from, Math.min(texts.size(), from + size)), dimension, purpose, guardrail, own));
        }
        return batches;
    }
}
