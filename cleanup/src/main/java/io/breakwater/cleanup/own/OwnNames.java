package io.breakwater.cleanup.own;

import io.breakwater.naming.Naming;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How an environment names each kind of resource.
///
/// Names begin with the environment's name and a hyphen, and so may those of another one: `breakwater-dev-` begins
/// the names of `dev` and of `dev-two`. Parts after the environment begin with a letter, an environment's name has no
/// hyphen by the settings' schema, and what the name of another known environment claims is that one's.
///
/// @param others the environments, other than this one, whose names begin with this one's and a hyphen
public record OwnNames(Naming naming, Set<String> others) {
    private static final Pattern PART = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

    public OwnNames {
        others = Set.copyOf(others);
    }

    /// @param known the names of all environments
    public static OwnNames of(Naming naming, Collection<String> known) {
        return new OwnNames(
                naming,
                known.stream()
                        .filter(other -> other.startsWith(naming.environment() + "-"))
                        .collect(Collectors.toSet()));
    }

    /// Whether a stack is named as one of the environment's.
    public boolean stack(String name) {
        return resource(name);
    }

    /// Whether a resource is named as the environment names one of its kind.
    boolean fits(FoundResource found) {
        return form(found.kind()).test(found.name());
    }

    private Predicate<String> form(Kind kind) {
        return switch (kind) {
            case REST_API -> naming.api()::equals;
            case DASHBOARD -> name -> name.equals(naming.api()) || resource(name);
            case SECRET -> name -> resource(name) || inside("breakwater/", name);
            case PARAMETER -> name -> inside("/breakwater/", name);
            case INVOCATION_LOGGING -> naming.invocationLogs()::equals;
            case LOG_GROUP -> this::logGroup;
            case KEY, ASSET_BUCKET, ASSET_REPOSITORY, TOOLKIT -> _ -> false;
            case ALARM, USAGE_PLAN, API_KEY, FUNCTION, INFERENCE_PROFILE, ROLE, POLICY, TABLE, TOPIC -> this::resource;
        };
    }

    private boolean logGroup(String name) {
        return inside("/breakwater/", name)
                || ServiceLogs.function(name).filter(this::resource).isPresent()
                || ServiceLogs.execution(name)
                        .filter(logs -> logs.stage().equals(naming.environment()))
                        .isPresent();
    }

    private boolean resource(String name) {
        String start = naming.resource("");
        return name.startsWith(start)
                && PART.matcher(name.substring(start.length())).matches()
                && others.stream().noneMatch(other -> name.startsWith("breakwater-" + other + "-"));
    }

    private boolean inside(String folder, String name) {
        String start = folder + naming.environment() + "/";
        return name.startsWith(start) && name.length() > start.length();
    }
}
