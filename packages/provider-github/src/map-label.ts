import type { Label } from '@scm-host/core/provider'

/** The fields of GitHub's label objects this provider reads. */
export interface VendorLabel {
  readonly id: number
  readonly name: string
  readonly color?: string | null
  readonly description?: string | null
}

/** GitHub's `label`; its colours have no `#` either. */
export function mapLabel(label: VendorLabel): Label {
  return {
    id: String(label.id),
    name: label.name,
    color: label.color ?? null,
    description: label.description ?? null,
  }
}
