package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.breakwater.adapters.stack.StackAnswer;
import io.breakwater.control.tenants.Desired;
import io.breakwater.control.tenants.StoredSecrets;
import io.breakwater.control.tenants.TenantProvisioner;
import io.breakwater.identity.ApiKey;
import io.breakwater.model.TenantId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The custom resource that gives tenants their keys: Create and Update bring keys in line with the packaged
/// configuration, Delete takes them all away.
///
/// Whatever goes wrong is answered, from a missing variable on: CloudFormation waits for an answer, and the
/// reason is shown where the deployment is watched.
public final class ProvisionerHandler implements RequestHandler<CloudFormationCustomResourceEvent, String> {
    private static final Logger LOG = LoggerFactory.getLogger(ProvisionerHandler.class);

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
        return answer(event).deliver(event);
    }

    private StackAnswer answer(CloudFormationCustomResourceEvent event) {
        String id = event.getLogicalResourceId();
        try {
            apply(event, start.get());
            return StackAnswer.success(id);
        } catch (RuntimeException e) {
            LOG.error("{} failed", event.getRequestType(), e);
            return StackAnswer.failure(id, "the tenants' keys were not brought in line: " + e.getMessage());
        }
    }

    private static void apply(CloudFormationCustomResourceEvent event, DeployedControl control) {
        ProvisionRequest request = ProvisionRequest.of(event);
        Set<TenantId> tenants = control.topology().tenants().keySet();
        TenantProvisioner provisioner = provisioner(request, control);
        if (event.getRequestType().equals("Delete")) {
            provisioner.remove(tenants).forEach(LOG::info);
        } else {
            Desired desired =
                    new Desired(request.usageIdentifiers(tenants, control.usageIdentifiers()), control.pepper());
            provisioner.provision(desired, Instant.now()).forEach(LOG::info);
        }
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
