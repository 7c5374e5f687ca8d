package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;

/// A chat completion with cache points as each model takes it: Claude anywhere, other models that cache not
/// among tools, and the rest without, for a point changes what an answer costs and not what it says.
final class ChatBodies implements ModelBodies {
    private static final String CLAUDES_PROVIDER = "anthropic";

    private final ConverseBody claude;
    private final ConverseBody caching;
    private final ConverseBody plain;

    private ChatBodies(ObjectNode converse) {
        this.claude = ConverseBody.of(CachePoints.last(converse, CachePoints.MOST));
        this.caching = ConverseBody.of(CachePoints.last(CachePoints.withoutThoseOfTools(converse), CachePoints.MOST));
        this.plain = ConverseBody.of(CachePoints.last(converse, 0));
    }

    static ModelBodies of(ObjectNode converse) {
        return CachePoints.count(converse) == 0 ? ConverseBody.of(converse) : new ChatBodies(converse);
    }

    @Override
    public BodyChoice of(ModelCard model) {
        if (!model.features().contains(Feature.CACHING)) {
            return plain.of(model);
        }
        return model.id().provider().equals(CLAUDES_PROVIDER) ? claude.of(model) : caching.of(model);
    }
}
