package io.breakwater.cleanup.plan;

import io.breakwater.cleanup.own.Example;
import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.OwnStack;
import io.breakwater.cleanup.own.Place;
import io.breakwater.cleanup.own.Recorded;
import io.breakwater.cleanup.own.Records;
import io.breakwater.naming.Naming;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// What two environments of the name `dev`, one of the name `prod` and some unrelated stacks left
/// behind in two accounts, made from a seed.
final class LeftResources {
    private static final List<Place> PLACES = List.of(Example.HOME, Example.SHARD);
    private static final List<Kind> NAMED = List.of(
            Kind.ALARM,
            Kind.USAGE_PLAN,
            Kind.API_KEY,
            Kind.FUNCTION,
            Kind.INFERENCE_PROFILE,
            Kind.ROLE,
            Kind.POLICY,
            Kind.TABLE,
            Kind.TOPIC);

    private final Random random;
    private final List<FoundResource> ours = new ArrayList<>();
    private final List<FoundResource> others = new ArrayList<>();
    private final Set<Recorded> made = new HashSet<>();

    LeftResources(long seed) {
        random = new Random(seed);
        int count = 5 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            ours(i);
            others(i);
        }
    }

    List<FoundResource> ours() {
        return ours;
    }

    List<FoundResource> others() {
        return others;
    }

    Records records() {
        List<OwnStack> stacks = PLACES.stream()
                .map(place -> new OwnStack(place, "breakwater-dev-gateway", "arn:" + place, "DELETE_COMPLETE"))
                .toList();
        return new Records(stacks, made, Map.of());
    }

    private void ours(int number) {
        switch (random.nextInt(5)) {
            case 0 -> ours.add(named("breakwater-dev-x" + number, Example.DEV.tags(), "a" + number));
            case 1 -> {
                String function = "breakwater-dev-fn" + number;
                Place place = place();
                made.add(new Recorded(place, "AWS::Lambda::Function", function));
                ours.add(logs(place, "/aws/lambda/" + function));
            }
            case 2 -> {
                Place place = place();
                made.add(new Recorded(place, "AWS::ApiGateway::RestApi", "api" + number));
                ours.add(logs(place, "API-Gateway-Execution-Logs_api" + number + "/dev"));
            }
            case 3 -> {
                Place place = place();
                made.add(new Recorded(place, "AWS::KMS::Key", "key-" + number));
                ours.add(Example.found(place, Kind.KEY, "key-" + number, "", Example.DEV.tags()));
            }
            default -> {
                String name = "breakwater/dev/tenants/t" + number;
                ours.add(Example.found(place(), Kind.SECRET, "arn:secret:" + name, name, Example.DEV.tags()));
            }
        }
    }

    private void others(int number) {
        others.add(named("breakwater-dev-x" + number, Example.OTHER_DEV.tags(), "b" + number));
        others.add(named("breakwater-prod-x" + number, Example.PROD.tags(), "c" + number));
        others.add(named("breakwater-dev-x" + number, Map.of(), "d" + number));
        others.add(named("breakwater-dev-two-x" + number, Map.of("breakwater:environment", "dev-two"), "e" + number));
        others.add(named("breakwater-dev-2-x" + number, Map.of(), "f" + number));
        others.add(named("shop-x" + number, Example.DEV.tags(), "g" + number));
        others.add(named("shop-y" + number, Map.of("breakwater:stack-id", "0"), "h" + number));
        others.add(Example.found(place(), Kind.KEY, "foreign-" + number, "", tagsOf(Example.OTHER_DEV)));
        others.add(logs(place(), "API-Gateway-Execution-Logs_foreign" + number + "/dev"));
        others.add(logs(place(), "/aws/lambda/breakwater-prod-fn" + number));
        others.add(logs(place(), "/aws/lambda/breakwater-dev-unknown" + number));
    }

    private static Map<String, String> tagsOf(Naming naming) {
        return naming.tags();
    }

    private FoundResource named(String name, Map<String, String> tags, String id) {
        return Example.found(place(), NAMED.get(random.nextInt(NAMED.size())), id, name, tags);
    }

    private static FoundResource logs(Place place, String name) {
        return Example.found(place, Kind.LOG_GROUP, name, name, Map.of());
    }

    private Place place() {
        return PLACES.get(random.nextInt(PLACES.size()));
    }
}
