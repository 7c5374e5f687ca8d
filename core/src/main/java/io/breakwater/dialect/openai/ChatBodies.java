package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import java.util.Optional;

/// A chat completion as each model takes it.
///
/// Claude takes cache points anywhere, other models that cache not among tools, and the rest none: a point
/// changes what an answer costs and not what it says. Claude alone can be told to call one tool at a time, and alone
/// gets back what it thought before its calls.
final class ChatBodies implements ModelBodies {
    private static final String CLAUDES_PROVIDER = "anthropic";

    private final ConverseBody claude;
    private final ConverseBody uncachedClaude;
    private final ConverseBody other;
    private final ConverseBody uncachedOther;

    private ChatBodies(ObjectNode asked, ObjectNode ofClaude) {
        ObjectNode converse = ThinkingBlocks.without(asked);
        this.claude = ConverseBody.of(CachePoints.last(ofClaude, CachePoints.MOST));
        this.uncachedClaude = uncached(ofClaude, claude);
        this.other = ConverseBody.of(CachePoints.last(CachePoints.withoutThoseOfTools(converse), CachePoints.MOST));
        this.uncachedOther = uncached(converse, other);
    }

    /// @param converse with cache points for all marks of the client
    /// @param singleCall whether the model shall call one tool at a time
    static ModelBodies of(ObjectNode converse, boolean singleCall) {
        Optional<ObjectNode> told = singleCall ? SingleCall.askedOfClaude(converse) : Optional.empty();
        return told.isEmpty() && CachePoints.count(converse) == 0 && !ThinkingBlocks.isIn(converse)
                ? ConverseBody.of(converse)
                : new ChatBodies(converse, told.orElse(converse));
    }

    /// One body for both where there is nothing to take out, so that it is estimated once.
    private static ConverseBody uncached(ObjectNode converse, ConverseBody cached) {
        return CachePoints.count(converse) == 0 ? cached : ConverseBody.of(CachePoints.last(converse, 0));
    }

    @Override
    public BodyChoice of(ModelCard model) {
        boolean caches = model.features().contains(Feature.CACHING);
        if (model.id().provider().equals(CLAUDES_PROVIDER)) {
            return (caches ? claude : uncachedClaude).of(model);
        }
        return (caches ? other : uncachedOther).of(model);
    }
}
