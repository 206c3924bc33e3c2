import { roles, type Grant, type Unit } from '@qiangji/shared-types';
import { grantText, rolesToGive, spokenCode, unitsToGive, withGrant } from './org.view';

const office = { grants: [{ role: 'campaign_office', unitPath: '/wj' }] as Grant[] };
const liaison = { grants: [{ role: 'liaison', unitPath: '/wj/brigade/hutang' }] as Grant[] };
const units = ['/wj', '/wj/brigade', '/wj/brigade/hutang', '/wj/brigade/hutang2'].map(
  (path) => ({ path, name: path }) as Unit,
);

describe('what a keeper of the roster may entrust', () => {
  it('is everything for the campaign office and liaisons of the own unit for a liaison', () => {
    expect(rolesToGive(office).sort()).toEqual([...roles].sort());
    expect(rolesToGive(liaison)).toEqual(['liaison']);
    expect(unitsToGive(office, units)).toHaveLength(4);
    expect(unitsToGive(liaison, units).map((unit) => unit.path)).toEqual(['/wj/brigade/hutang']);
  });

  it('is entrusted once', () => {
    const [grant] = office.grants as [Grant];
    expect(withGrant([grant], grant)).toHaveLength(1);
    expect(withGrant([grant], { ...grant, role: 'inspector' })).toHaveLength(2);
    expect(grantText(grant, () => '武进区城管局')).toBe('行动办，武进区城管局');
  });
});

it('groups a binding code for reading it out', () => {
  expect(spokenCode('ABCDEFGHJK')).toBe('ABCDE-FGHJK');
});
