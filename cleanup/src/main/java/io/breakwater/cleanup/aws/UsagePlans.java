package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.Found;
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
public record UsagePlans(Function<Place, ApiGatewayClient> clients) implements Sweeper {

    @Override
    public Kind kind() {
        return Kind.USAGE_PLAN;
    }

    @Override
    public List<Found> list(Place place) {
        return clients.apply(place).getUsagePlansPaginator().items().stream()
                .filter(plan -> plan.name() != null && Names.ours(plan.name()))
                .map(plan -> found(place, plan))
                .toList();
    }

    /// Its id is made up anew for each plan, so it is version enough.
    private Found found(Place place, UsagePlan plan) {
        return new Found(place, kind(), plan.id(), plan.name(), plan.tags(), plan.id(), Found.State.FREE);
    }

    @Override
    public Optional<String> remove(Found found) {
        return Gone.ignored(() -> remove(clients.apply(found.place()), found.id()));
    }

    private static void remove(ApiGatewayClient gateway, String plan) {
        List<PatchOperation> detaching = gateway.getUsagePlan(get -> get.usagePlanId(plan)).apiStages().stream()
                .map(UsagePlans::detaching)
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
