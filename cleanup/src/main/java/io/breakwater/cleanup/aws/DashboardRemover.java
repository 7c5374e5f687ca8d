package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.DashboardEntry;

/// CloudWatch dashboards. CloudFormation gives them no tags.
record DashboardRemover(Function<Place, CloudWatchClient> clients) implements ResourceRemover {

    @Override
    public Kind kind() {
        return Kind.DASHBOARD;
    }

    @Override
    public List<FoundResource> list(Place place) {
        return clients
                .apply(place)
                .listDashboardsPaginator(list -> list.dashboardNamePrefix(CandidateNames.START))
                .dashboardEntries()
                .stream()
                .map(dashboard -> found(place, dashboard))
                .toList();
    }

    private FoundResource found(Place place, DashboardEntry dashboard) {
        return new FoundResource(
                place,
                kind(),
                dashboard.dashboardName(),
                dashboard.dashboardName(),
                Map.of(),
                String.valueOf(dashboard.lastModified()),
                FoundResource.State.costing(IdlePrice.DASHBOARD));
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(
                () -> clients.apply(found.place()).deleteDashboards(delete -> delete.dashboardNames(found.id())));
    }
}
