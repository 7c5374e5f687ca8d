package io.breakwater.fleet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.event.GatewayEvent;
import io.breakwater.fleet.capacity.Demand;
import io.breakwater.model.Alias;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The figures of the traffic in one run, for each tenant and for all.
final class WhatIfFigures {
    private static final String NO_COPY = "no copy was free";

    private final Loss loss;
    private final Map<TenantId, OfTenant> tenants = new TreeMap<>();

    WhatIfFigures(Loss loss) {
        this.loss = loss;
    }

    /// The figures as a tenant's users saw them, or all users together.
    static final class OfTenant {
        private final Map<String, Long> refusals = new TreeMap<>();
        private final List<Long> firstMillis = new ArrayList<>();
        private final Map<Alias, Answers> answers = new TreeMap<>();
        private long requests;
        private long answered;
        private long throttles;
        private long nanoUsdADay;

        /// The answers of one alias: how many requests, and which targets answered them.
        private static final class Answers {
            private long requests;
            private final Map<Target, Long> by = new TreeMap<>(Comparator.comparing(Target::label));
        }

        long requests() {
            return requests;
        }

        long throttles() {
            return throttles;
        }

        /// The cost of a day of this traffic, answered as in this run.
        long nanoUsdADay() {
            return nanoUsdADay;
        }

        /// Requests that were not answered, by the tenant's limit or by the gateway's reason.
        Map<String, Long> refusals() {
            return refusals;
        }

        /// The share of requests that were answered; 1 if there were none.
        double success() {
            return requests == 0 ? 1 : (double) answered / requests;
        }

        /// Whether anything was answered in a stream.
        boolean streams() {
            return !firstMillis.isEmpty();
        }

        /// The time until the first content of streams; 0 if nothing was streamed.
        long firstMillis(double share) {
            if (firstMillis.isEmpty()) {
                return 0;
            }
            List<Long> sorted = firstMillis.stream().sorted().toList();
            return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
        }

        private void ended(GatewayEvent.RequestEnded ended) {
            requests++;
            Answers its = answers.computeIfAbsent(ended.alias().orElseThrow(), _ -> new Answers());
            its.requests++;
            if (ended.ending().equals(GatewayEvent.RequestEnded.OK)) {
                answered++;
                ended.served().target().ifPresent(target -> its.by.merge(target, 1L, Long::sum));
                ended.served().firstToken().map(Duration::toMillis).ifPresent(firstMillis::add);
            } else {
                refusals.merge(ended.limit().orElse(ended.ending()), 1L, Long::sum);
            }
        }

        private void withoutCopy() {
            requests++;
            refusals.merge(NO_COPY, 1L, Long::sum);
        }

        /// Each answer at the price of the target that gave it; if the run had no calls, at the price
        /// of the first remaining target.
        private void costs(Demand demand, double factor, Loss loss) {
            long requestsADay = Math.round(demand.row().requests() * factor);
            Answers its = answers.get(demand.row().alias());
            if (its == null || its.requests == 0) {
                nanoUsdADay += demand.targets().stream()
                        .filter(target -> !loss.strikes(target))
                        .findFirst()
                        .map(target -> demand.nanoUsd(target, requestsADay))
                        .orElse(0L);
                return;
            }
            for (RoutedTarget target : demand.targets()) {
                long answers = its.by.getOrDefault(target.target(), 0L);
                nanoUsdADay += demand.nanoUsd(target, requestsADay) / its.requests * answers;
            }
        }

        private void add(OfTenant other) {
            requests += other.requests;
            answered += other.answered;
            throttles += other.throttles;
            nanoUsdADay += other.nanoUsdADay;
            firstMillis.addAll(other.firstMillis);
            other.refusals.forEach((reason, times) -> refusals.merge(reason, times, Long::sum));
        }

        ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("requests", requests).put("success", success());
            json.put("firstTokenP50Millis", firstMillis(0.5)).put("firstTokenP99Millis", firstMillis(0.99));
            json.put("throttles", throttles).put("nanoUsdADay", nanoUsdADay);
            ObjectNode reasons = json.putObject("refusals");
            refusals.forEach(reasons::put);
            return json;
        }
    }

    private OfTenant of(TenantId tenant) {
        return tenants.computeIfAbsent(tenant, _ -> new OfTenant());
    }

    void ended(GatewayEvent.RequestEnded ended) {
        of(ended.tenant()).ended(ended);
    }

    void throttled(TenantId tenant) {
        of(tenant).throttles++;
    }

    void withoutCopy(TenantId tenant) {
        of(tenant).withoutCopy();
    }

    /// Adds the cost of a row of the day, once all requests are counted.
    void costs(Demand demand, double factor) {
        of(demand.row().tenant()).costs(demand, factor, loss);
    }

    Loss loss() {
        return loss;
    }

    Map<TenantId, OfTenant> tenants() {
        return tenants;
    }

    OfTenant all() {
        OfTenant all = new OfTenant();
        tenants.values().forEach(all::add);
        return all;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("loss", loss.kind().label()).put("name", loss.name());
        json.set("all", all().json());
        ObjectNode each = json.putObject("tenants");
        tenants.forEach((tenant, figures) -> each.set(tenant.value(), figures.json()));
        return json;
    }
}
