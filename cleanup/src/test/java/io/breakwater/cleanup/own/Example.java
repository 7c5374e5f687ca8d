package io.breakwater.cleanup.own;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Home;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The environment `dev` in two accounts, with its own resources and those of others.
public final class Example {
    public static final Place HOME = place("123456789012", "us-east-1");
    public static final Place SHARD = place("222222222222", "us-west-2");
    public static final Naming DEV = naming("dev", HOME);

    /// Another environment of the same name, in another place.
    public static final Naming OTHER_DEV = naming("dev", place("999999999999", "eu-west-1"));

    public static final Naming PROD = naming("prod", HOME);
    public static final OwnNames NAMES = OwnNames.of(DEV, List.of("dev", "dev-two", "prod"));

    private Example() {}

    public static Place place(String account, String region) {
        return new Place(new AccountId(account), new Region(region));
    }

    private static Naming naming(String environment, Place home) {
        return new Naming(environment, new Home(home.account(), home.region()));
    }

    public static FoundResource found(Place place, Kind kind, String id, String name, Map<String, String> tags) {
        return new FoundResource(place, kind, id, name, tags, "1", FoundResource.State.FREE);
    }

    static FoundResource named(Kind kind, String name, Map<String, String> tags) {
        return found(HOME, kind, name, name, tags);
    }

    static Records recorded(Place place, String type, String id) {
        OwnStack stack = new OwnStack(place, "breakwater-dev-gateway", "arn:stack", "DELETE_COMPLETE");
        return new Records(List.of(stack), Set.of(new Recorded(place, type, id)), Map.of());
    }
}
