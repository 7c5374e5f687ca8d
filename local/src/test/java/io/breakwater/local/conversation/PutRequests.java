package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AskedGuardrail;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.local.run.ConfigFiles;
import io.breakwater.model.AccountId;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Guardrail;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.Profile;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.simulated.bedrock.rules.ConverseValidation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Requests in the form in which they are sent to models.
///
/// @param profile the profile by which the first model is called if a guardrail checks a request
record PutRequests(List<ModelCard> models, ProfileId profile) {
    private static final long BOUND = 4_096;
    private static final TenantId TENANT = new TenantId("search");
    private static final Region REGION = new Region("us-east-1");
    private static final ShardId SHARD = new ShardId("a");
    private static final AccountId ACCOUNT = new AccountId("111111111111");

    /// Requests to all models of the catalogue by Converse, which has a form for most of them.
    static PutRequests ofCatalogue() throws Exception {
        Collection<Profile> profiles = ConfigFiles.read(ConfigFiles.root().resolve("config/local.yaml"))
                .profiles()
                .values();
        return new PutRequests(
                profiles.stream()
                        .map(profile -> profile.model().without(Set.of(ModelApi.OPENAI_RESPONSES)))
                        .distinct()
                        .toList(),
                profiles.iterator().next().id());
    }

    ObjectNode put(ModelBody body, ModelCall call) {
        return put(body, call, Long.MAX_VALUE);
    }

    /// @param most the most tokens that the model can write: the gateway asks no model for more
    private ObjectNode put(ModelBody body, ModelCall call, long most) {
        ModelBody bounded = body.bounded(Math.min(call.maxTokens().orElse(BOUND), most), TENANT);
        Target target = new Target(SHARD, ACCOUNT, REGION, profile);
        return call.guardrail()
                .map(asked -> bounded.guarded(guardrail(asked), target, call.stream()))
                .orElse(bounded)
                .json();
    }

    /// The body that each model gets.
    Map<ModelCard, ModelBody> bodies(ModelCall call) {
        Map<ModelCard, ModelBody> bodies = new LinkedHashMap<>();
        models.forEach(model -> body(call, model).ifPresent(body -> bodies.put(model, body)));
        return bodies;
    }

    /// The refusals of the simulated Bedrock for the models that have what the request needs; empty if
    /// it accepts the request.
    List<String> refusals(ModelCall call) {
        List<String> refusals = new ArrayList<>();
        bodies(call).forEach((model, body) -> {
            if (model.features().containsAll(body.needs())) {
                ConverseValidation.check(
                                put(body, call, model.maxOutputTokens()),
                                model.id().value(),
                                model.maxOutputTokens())
                        .ifPresent(error -> refusals.add(model.id() + ": " + error.message()));
            }
        });
        return refusals;
    }

    private static Optional<ModelBody> body(ModelCall call, ModelCard model) {
        return switch (call.bodies().of(model)) {
            case BodyChoice.Spoken(ModelBody body) -> Optional.of(body);
            case BodyChoice.NotSpoken _ -> Optional.empty();
        };
    }

    private static AppliedGuardrail guardrail(AskedGuardrail asked) {
        Guardrail guardrail = new Guardrail(
                asked.identifier(),
                Set.of(),
                Set.of(),
                Set.of(),
                true,
                Guardrail.Trace.DISABLED,
                false,
                Map.of(new Guardrail.Place(SHARD, REGION), new Guardrail.Copy("gr1", "1", Optional.empty())));
        return new AppliedGuardrail(
                guardrail,
                asked.trace().orElse(guardrail.trace()),
                asked.asynchronous().orElse(false));
    }
}
