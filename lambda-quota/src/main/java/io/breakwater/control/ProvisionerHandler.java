package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.breakwater.adapters.stack.StackWork;
import io.breakwater.control.tenants.Desired;
import io.breakwater.control.tenants.StoredSecrets;
import io.breakwater.control.tenants.TenantProvisioner;
import io.breakwater.identity.ApiKey;
import io.breakwater.model.TenantId;
import io.breakwater.settings.FirstKeys;
import io.breakwater.tenancy.TenantEntry;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The custom resource that gives tenants their keys: Create and Update bring keys in line with the packaged
/// configuration, Delete takes them all away.
public final class ProvisionerHandler implements RequestHandler<CloudFormationCustomResourceEvent, String> {
    private static final StackWork WORK = new StackWork(
            LoggerFactory.getLogger(ProvisionerHandler.class), "the tenants' keys were not brought in line");

    private final Supplier<DeployedControl> start;

    /// As Lambda makes it, from the function's variables.
    public ProvisionerHandler() {
        this(() -> DeployedControl.start(System.getenv()));
    }

    ProvisionerHandler(Supplier<DeployedControl> start) {
        this.start = start;
    }

    @Override
    public String handleRequest(CloudFormationCustomResourceEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> handle(event));
    }

    String handle(CloudFormationCustomResourceEvent event) {
        return WORK.answered(event, () -> apply(event, start.get()));
    }

    private static List<String> apply(CloudFormationCustomResourceEvent event, DeployedControl control) {
        ProvisionRequest request = ProvisionRequest.of(event);
        Set<TenantId> configured = control.topology().tenants().keySet();
        TenantProvisioner provisioner = provisioner(request, control);
        if (event.getRequestType().equals("Delete")) {
            return provisioner.remove(configured);
        }
        Set<TenantId> applied = applied(control, configured);
        Set<TenantId> all = Stream.concat(configured.stream(), applied.stream()).collect(Collectors.toSet());
        return provisioner.provision(
                new Desired(
                        request.usageIdentifiers(all, control.usageIdentifiers()),
                        control.pepper(),
                        control.settings().firstKeys() == FirstKeys.SECRET ? configured : Set.of()),
                Instant.now());
    }

    /// The tenants that operators have applied: a deploy leaves them as they are.
    ///
    /// @throws IllegalStateException if one of them is in the file too
    private static Set<TenantId> applied(DeployedControl control, Set<TenantId> configured) {
        Set<TenantId> applied =
                control.entries().all().stream().map(TenantEntry::id).collect(Collectors.toSet());
        String both = applied.stream()
                .filter(configured::contains)
                .map(TenantId::value)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!both.isEmpty()) {
            throw new IllegalStateException("the file has tenants that operators have applied: " + both
                    + "; take them out of the file, or remove them first: gatewayctl tenants remove");
        }
        return applied;
    }

    private static TenantProvisioner provisioner(ProvisionRequest request, DeployedControl control) {
        String environment = control.settings().environment();
        SecureRandom random = new SecureRandom();
        return new TenantProvisioner(
                control.keys(),
                new StoredSecrets(control.secrets(), environment, request.tags()),
                () -> ApiKey.generate(environment, random));
    }
}
