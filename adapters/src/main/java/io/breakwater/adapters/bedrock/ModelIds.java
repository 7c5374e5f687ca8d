package io.breakwater.adapters.bedrock;

import io.breakwater.model.Target;
import io.breakwater.model.TenantId;

/// By what identifier a tenant's call names the target's inference profile. Whatever it is, quota and health are the
/// target's: an application profile draws on the quota of the system profile that it copies ("Inference profiles",
/// Amazon Bedrock User Guide).
public interface ModelIds {
    /// The system profile itself, for everybody.
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

    /// Bedrock does not know an identifier, or does not let it be called.
    ///
    /// @return whether another one comes next
    boolean refused(String id);
}
