/** What data of a provider must be. Short keys: there is one for every field of every object. */
export type OutputRule =
  | {
      readonly kind: 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'stream' | 'strings'
      readonly nullable?: true
    }
  | { readonly kind: 'enum'; readonly values: readonly string[]; readonly nullable?: true }
  | { readonly kind: 'array'; readonly of: OutputRule; readonly nullable?: true }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, OutputRule>>; readonly nullable?: true }
  | { readonly kind: 'entity'; readonly name: string; readonly nullable?: true }
