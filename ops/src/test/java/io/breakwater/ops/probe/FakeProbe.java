package io.breakwater.ops.probe;

import io.breakwater.model.AccountId;
import io.breakwater.model.Lifecycle;
import io.breakwater.model.ModelId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An account in the state that a test describes; whatever the test does not describe cannot be read.
public final class FakeProbe implements Probe {
    public final Map<String, String> parameters = new HashMap<>();
    public final Map<String, String> trusts = new HashMap<>();
    public final Map<String, StackView> stacks = new HashMap<>();
    public final Map<String, String> tables = new HashMap<>();
    public final Map<String, String> secrets = new HashMap<>();
    public Seen<ModelAccess> access = unreadable();
    public Seen<Map<String, Set<String>>> profiles = unreadable();
    public Seen<Map<String, Lifecycle>> lifecycles = unreadable();
    public Seen<List<String>> applicationProfiles = unreadable();
    public Seen<List<Quota>> quotas = unreadable();
    public Seen<Long> concurrency = unreadable();
    public Seen<String> apiLogsRole = unreadable();
    public Seen<String> invocationLog = unreadable();
    public Seen<AccountId> management = unreadable();
    public Seen<List<ControlPolicy>> controlPolicies = unreadable();

    public static <T> Seen<T> unreadable() {
        return new Seen.Unreadable<>("AccessDenied: not for you");
    }

    public static <T> Seen<T> there(T value) {
        return new Seen.There<>(value);
    }

    @Override
    public Seen<String> parameter(String name) {
        return found(parameters, name);
    }

    @Override
    public Seen<String> trust(String role) {
        return found(trusts, role);
    }

    @Override
    public Seen<StackView> stack(String name) {
        return found(stacks, name);
    }

    @Override
    public Seen<String> table(String name) {
        return found(tables, name);
    }

    @Override
    public Seen<String> secret(String name) {
        return found(secrets, name);
    }

    private static <T> Seen<T> found(Map<String, T> things, String name) {
        T thing = things.get(name);
        return thing == null ? new Seen.NotThere<>() : new Seen.There<>(thing);
    }

    @Override
    public Seen<ModelAccess> access(ModelId model) {
        return access;
    }

    @Override
    public Seen<Map<String, Set<String>>> profiles() {
        return profiles;
    }

    @Override
    public Seen<Map<String, Lifecycle>> lifecycles() {
        return lifecycles;
    }

    @Override
    public Seen<List<String>> applicationProfiles() {
        return applicationProfiles;
    }

    @Override
    public Seen<List<Quota>> bedrockQuotas() {
        return quotas;
    }

    @Override
    public Seen<Long> concurrency() {
        return concurrency;
    }

    @Override
    public Seen<String> apiLogsRole() {
        return apiLogsRole;
    }

    @Override
    public Seen<String> invocationLog() {
        return invocationLog;
    }

    @Override
    public Seen<AccountId> management() {
        return management;
    }

    @Override
    public Seen<List<ControlPolicy>> controlPolicies(AccountId account) {
        return controlPolicies;
    }
}
