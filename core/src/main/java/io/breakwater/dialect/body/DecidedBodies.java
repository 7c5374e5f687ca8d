package io.breakwater.dialect.body;

import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A request whose form for each model is decided once: a dialect may read all of the request to decide, and a plan
/// asks for every target.
final class DecidedBodies implements ModelBodies {
    private final ModelBodies bodies;
    private final Map<ModelCard, BodyChoice> decided = new ConcurrentHashMap<>();

    DecidedBodies(ModelBodies bodies) {
        this.bodies = bodies;
    }

    @Override
    public BodyChoice of(ModelCard model) {
        return decided.computeIfAbsent(model, bodies::of);
    }

    @Override
    public Map<ModelApi, String> passedOver(ModelCard model) {
        return bodies.passedOver(model);
    }

    @Override
    public ModelBodies guarded() {
        return bodies.guarded().decided();
    }

    @Override
    public ModelBodies naming() {
        return bodies.naming().decided();
    }

    @Override
    public ModelBodies decided() {
        return this;
    }
}
