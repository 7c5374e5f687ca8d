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
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
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
        Set<TenantId> tenants = control.topology().tenants().keySet();
        TenantProvisioner provisioner = provisioner(request, control);
        if (event.getRequestType().equals("Delete")) {
            return provisioner.remove(tenants);
        }
        return provisioner.provision(
                new Desired(
                        request.usageIdentifiers(tenants, control.usageIdentifiers()),
                        control.pepper(),
                        control.settings().firstKeys()),
                Instant.now());
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
