package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiStage;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.UsagePlan;

/// Usage plans. One that still has the stage of an API cannot be deleted, so its stages are taken from it first.
record UsagePlanRemover(Function<Place, ApiGatewayClient> clients) implements ResourceRemover {

    @Override
    public Kind kind() {
        return Kind.USAGE_PLAN;
    }

    @Override
    public List<FoundResource> list(Place place) {
        return clients.apply(place).getUsagePlansPaginator().items().stream()
                .filter(plan -> plan.name() != null && CandidateNames.ours(plan.name()))
                .map(plan -> found(place, plan))
                .toList();
    }

    /// Each plan gets a new id, so the id serves as the version.
    private FoundResource found(Place place, UsagePlan plan) {
        return new FoundResource(
                place, kind(), plan.id(), plan.name(), plan.tags(), plan.id(), FoundResource.State.FREE);
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(() -> remove(clients.apply(found.place()), found.id()));
    }

    private static void remove(ApiGatewayClient gateway, String plan) {
        List<PatchOperation> detaching = gateway.getUsagePlan(get -> get.usagePlanId(plan)).apiStages().stream()
                .map(UsagePlanRemover::detaching)
                .toList();
        if (!detaching.isEmpty()) {
            gateway.updateUsagePlan(update -> update.usagePlanId(plan).patchOperations(detaching));
        }
        gateway.deleteUsagePlan(delete -> delete.usagePlanId(plan));
    }

    private static PatchOperation detaching(ApiStage stage) {
        return PatchOperation.builder()
                .op(Op.REMOVE)
                .path("/apiStages")
                .value(stage.apiId() + ":" + stage.stage())
                .build();
    }
}
