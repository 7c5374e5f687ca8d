package io.breakwater.control.tenants;

import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyRecord;
import io.breakwater.model.TenantId;

/// One step towards the configured state. Each may be repeated, and none shows a secret in its text.
sealed interface Action {

    /// Writes a key's record: a new one, a changed one, or one that is revoked.
    record PutRecord(KeyRecord keyRecord) implements Action {
        @Override
        public String toString() {
            return (keyRecord.revoked() ? "revoke" : "record") + " key " + keyRecord.keyId() + " of tenant "
                    + keyRecord.tenant();
        }
    }

    /// Puts a key's text where its tenant finds it.
    record KeepSecret(TenantId tenant, ApiKey key) implements Action {
        @Override
        public String toString() {
            return "store the text of key " + key.keyId() + " of tenant " + tenant;
        }
    }

    /// Deletes a tenant's secret, without recovery.
    record ForgetSecret(TenantId tenant) implements Action {
        @Override
        public String toString() {
            return "delete the secret of tenant " + tenant;
        }
    }

    /// Removes a key's record.
    record DropRecord(String keyId) implements Action {
        @Override
        public String toString() {
            return "delete the record of key " + keyId;
        }
    }
}
