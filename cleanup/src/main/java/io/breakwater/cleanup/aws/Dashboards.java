package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.Found;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.DashboardEntry;

/// CloudWatch dashboards. CloudFormation gives them no tags.
public record Dashboards(Function<Place, CloudWatchClient> clients) implements Sweeper {

    @Override
    public Kind kind() {
        return Kind.DASHBOARD;
    }

    @Override
    public List<Found> list(Place place) {
        return clients
                .apply(place)
                .listDashboardsPaginator(list -> list.dashboardNamePrefix(Names.START))
                .dashboardEntries()
                .stream()
                .map(dashboard -> found(place, dashboard))
                .toList();
    }

    private Found found(Place place, DashboardEntry dashboard) {
        return new Found(
                place,
                kind(),
                dashboard.dashboardName(),
                dashboard.dashboardName(),
                Map.of(),
                String.valueOf(dashboard.lastModified()),
                Found.State.costing(Price.DASHBOARD));
    }

    @Override
    public Optional<String> remove(Found found) {
        return Gone.ignored(
                () -> clients.apply(found.place()).deleteDashboards(delete -> delete.dashboardNames(found.id())));
    }
}
