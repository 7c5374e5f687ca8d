package io.breakwater.adapters.bedrock;

import io.breakwater.model.Target;
import io.breakwater.model.TenantId;

/// The identifier by which a tenant's call names the target's inference profile. With any identifier,
/// quota and health are the target's: an application profile uses the quota of the system profile that
/// it copies ("Inference profiles", Amazon Bedrock User Guide).
public interface ModelIds {
    /// The system profile itself, for all tenants.
    ModelIds SYSTEM = new ModelIds() {
        @Override
        public String of(Target target, TenantId tenant) {
            return target.profile().value();
        }

        @Override
        public boolean refused(String id) {
            return false;
        }
    };

    /// The `modelId` of a call. Never waits.
    String of(Target target, TenantId tenant);

    /// Records that Bedrock does not know an identifier, or does not allow the call.
    ///
    /// @return whether there is another identifier to try
    boolean refused(String id);
}
