package io.breakwater.local.run;

import io.breakwater.naming.Naming;
import io.breakwater.settings.Settings;

/// Where an embedded run keeps its ledgers.
sealed interface LedgerPlace {

    /// In the process: gone when the run ends.
    record Memory() implements LedgerPlace {}

    /// In a file of the run's data folder, which belongs to one run at a time.
    record DataFolder() implements LedgerPlace {}

    /// In DynamoDB tables, which any number of runs share. The SDK finds the endpoint (`AWS_ENDPOINT_URL_DYNAMODB`,
    /// `AWS_ENDPOINT_URL`), the Region and the credentials.
    ///
    /// @param quota the table of the ledgers
    /// @param health the table of drains
    /// @param keys the table of keys, used if the run has a data folder for their texts
    record Tables(String quota, String health, String keys) implements LedgerPlace {

        /// The names that the environment's tables have in AWS: `breakwater-local-quota`.
        public static Tables of(Settings settings) {
            Naming naming = new Naming(settings.environment(), settings.home());
            return new Tables(naming.resource("quota"), naming.resource("health"), naming.resource("keys"));
        }
    }
}
