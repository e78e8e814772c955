/** What `bridgework help` prints. Names and JSON keys are public: outside scripts rely on them. */
export const HELP = `bridgework — moves a dental office from its practice-management system into a CRM

  bridgework sandbox pipedrive [--port P] [--control-port P] [--plan lite|growth|premium|ultimate] [--seats N]
                               [--latency MS] [--seed-file FILE]
                               a stand-in account; runs until ended; its first line says where
  bridgework sample-practice --source S --patients N [--seed K] [--households] [--changed SHARE] --out DIR
                               a generated export and truth.json
  bridgework audit PATH… --source S|auto
                               the data-quality report; needs no account and no network
  bridgework account add pipedrive --url STAND_IN_URL [--name N]
  bridgework account list
  bridgework plan PATH… --source S --to CRM --account A [--settings FILE] [--answers FILE]
                               what a run would do and cost; writes nothing to the account
  bridgework run PATH… --source S --to CRM --account A [--sample N] [--yes] [--settings FILE] [--answers FILE]
                               a second run against the same account and source is the delta
  bridgework status [RUN]      newest run, or the one named
  bridgework pause RUN
  bridgework resume RUN
  bridgework verify RUN        reads everything back; exit 1 when anything differs
  bridgework rollback RUN [--preview] [--yes]
  bridgework help

General: --json prints one JSON document on stdout, everything else goes to stderr. --data DIR (default ./data) holds the
database; MASTER_KEY from the environment seals it (a development key is made in DIR on first use). PATH… are files,
folders or ZIPs. --yes answers open questions by their safe defaults and confirms the gates as the operating-system user.
Exit 0 done, 1 refused or failed, 2 usage.
`;

/** The command line was not understood; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
